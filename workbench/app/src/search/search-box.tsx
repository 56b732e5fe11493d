import { HistoryOutlined, LoadingOutlined, SearchOutlined } from "@ant-design/icons";
import { Button, Input, type InputRef } from "antd";
import { useEffect, useId, useRef, useState, type KeyboardEvent } from "react";
import { useLocation, useNavigate } from "react-router";
import addresses from "../../../../hub/serving/addresses.json";
import { shownError } from "./shown-error";
import { useTongue } from "../i18n/words";
import { ClearIcon } from "../shell/clear-icon";
import { useAddToGraph, usePathTo } from "../graph/graph-session";
import { Apart, KindTag, useWhy } from "./hit";
import { HitMarks } from "./hit-actions";
import { MOST, useSearching, worthAsking, type Hit } from "./searching";
import { useSearch } from "./use-search";
import "./search.css";

/** As many of what was found are offered. */
const FIRST = 8;

/** Whether a key pressed there is meant for what has the focus. */
function typing(target: EventTarget | null): boolean {
  if (target instanceof HTMLInputElement && /^(checkbox|radio|range|button)$/.test(target.type)) return false;
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
}

/** Where an arrow leads from a place in the list; -1 is none. */
function next(was: number, key: string, many: number): number {
  if (many === 0) return -1;
  const step = key === "ArrowDown" ? 1 : -1;
  return was < 0 && step < 0 ? many - 1 : (was + step + many) % many;
}

/** What a key does with the choice: Enter opens it, with Ctrl it goes to the chart, with Alt the path to it is looked for. */
function does({ key, ctrlKey, metaKey, altKey }: KeyboardEvent): string {
  if (key !== "Enter") return key;
  return ctrlKey || metaKey ? "add" : altKey ? "path" : "Enter";
}

type Choice = { readonly kind: "hit"; readonly hit: Hit } | { readonly kind: "recent"; readonly text: string };

/** The one box: a combobox whose list is what was found so far, or what was looked for before. */
export function SearchBox() {
  const { words, format } = useTongue();
  const { text, setText, recent, remember, forget } = useSearching();
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const why = useWhy();
  const addToGraph = useAddToGraph();
  const pathTo = usePathTo();
  const [open, setOpen] = useState(false);
  const [active, setActive] = useState(-1);
  const input = useRef<InputRef>(null);
  /** Arrows and Enter that were pressed before the text was answered: they mean its own hits, not those of the text before. */
  const early = useRef<readonly string[]>([]);
  const id = useId();
  // Beside the page that shows everything found the box asks what the page asks: one question for both.
  const beside = addresses.search.includes(pathname);
  const { asking, answer, error, again } = useSearch(open ? text : "", beside ? MOST : FIRST);
  const found = answer?.data.search ?? null;
  const fresh = worthAsking(text);
  const choices: readonly Choice[] = fresh
    ? (found?.hits ?? []).slice(0, FIRST).map((hit) => ({ kind: "hit", hit }))
    : recent.map((each) => ({ kind: "recent", text: each }));
  const visible = open && (fresh || choices.length > 0);

  useEffect(() => {
    setActive(-1);
    early.current = [];
  }, [text]);
  useEffect(() => {
    const keys = early.current;
    early.current = [];
    if (asking) return;
    const at = keys.filter((key) => key.startsWith("Arrow")).reduce((was, key) => next(was, key, choices.length), -1);
    const end = keys.find((key) => !key.startsWith("Arrow"));
    const choice = end === undefined ? undefined : choices[at];
    if (choice === undefined) setActive(at);
    else take(choice, end);
    // With what has just been answered, once.
  }, [answer, fresh, asking]);
  useEffect(() => {
    const focus = (event: globalThis.KeyboardEvent) => {
      if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
      event.preventDefault();
      input.current?.focus({ cursor: "all" });
    };
    window.addEventListener("keydown", focus);
    return () => window.removeEventListener("keydown", focus);
  }, []);

  const close = () => {
    early.current = [];
    setOpen(false);
    setActive(-1);
  };
  const take = (choice: Choice, how = "Enter") => {
    if (choice.kind === "recent") {
      setText(choice.text);
      return;
    }
    const open = (id: string) => void navigate(`/entity/${encodeURIComponent(id)}`);
    leaveWith(choice.hit, how === "add" ? addToGraph : how === "path" ? pathTo : open);
  };
  const leaveWith = (hit: Hit, does: (id: string) => void) => {
    remember(text);
    close();
    input.current?.blur();
    does(hit.node.id);
  };
  const seeAll = () => {
    if (!fresh) return;
    remember(text);
    close();
    // Where everything found is shown already, going there would ask for it again.
    if (!beside) void navigate("/search");
  };
  const press = (event: KeyboardEvent) => {
    // While characters are composed, Enter and arrows belong to the input method.
    if (event.nativeEvent.isComposing) return;
    if (event.key === "Escape") {
      if (visible) close();
      else setText("");
      event.preventDefault();
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      setOpen(true);
      if (asking) early.current = [...early.current, event.key];
      else setActive((was) => next(was, event.key, choices.length));
    } else if (event.key === "Enter") {
      const choice = asking ? undefined : choices[active];
      if (asking && early.current.length > 0) early.current = [...early.current, does(event)];
      else if (visible && choice !== undefined) take(choice, does(event));
      else seeAll();
    }
  };

  const option = (index: number) => `${id}-option-${index}`;
  const status = asking
    ? words.search.searching
    : error !== null
      ? shownError(error, words)
      : found === null
        ? ""
        : found.hits.length === 0
          ? words.search.none
          : words.search.hits(format.number(found.hits.length) + (found.moreExist ? "+" : ""));

  return (
    <search
      className="search"
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) close();
      }}
    >
      <Input
        ref={input}
        value={text}
        allowClear={{ clearIcon: <ClearIcon /> }}
        size="large"
        role="combobox"
        aria-label={words.search.label}
        aria-expanded={visible}
        aria-controls={visible ? `${id}-list` : undefined}
        aria-autocomplete="list"
        aria-activedescendant={visible && active >= 0 ? option(active) : undefined}
        autoComplete="off"
        spellCheck={false}
        placeholder={words.search.placeholder}
        prefix={asking ? <LoadingOutlined aria-hidden /> : <SearchOutlined aria-hidden />}
        suffix={<kbd title={words.search.key}>/</kbd>}
        onFocus={() => setOpen(true)}
        onChange={(event) => {
          setText(event.target.value);
          setOpen(true);
        }}
        onKeyDown={press}
      />
      {visible && (
        <div className="search-panel">
          {!fresh && <div className="search-head">{words.search.recent}</div>}
          <div role="listbox" id={`${id}-list`} aria-busy={asking} aria-label={fresh ? words.search.title : words.search.recent}>
            {choices.map((choice, index) => (
              <div
                key={choice.kind === "hit" ? choice.hit.node.id : choice.text}
                role="option"
                id={option(index)}
                aria-selected={index === active}
                className={index === active ? "search-option active" : "search-option"}
                onMouseDown={(event) => event.preventDefault()}
                onMouseMove={({ movementX, movementY }) => {
                  // A list that unfolds under a pointer at rest is not pointed at.
                  if (movementX !== 0 || movementY !== 0) setActive(index);
                }}
                onClick={() => take(choice)}
              >
                {choice.kind === "hit" ? (
                  <>
                    <KindTag kind={choice.hit.node.__typename} />
                    <span className="search-name">
                      <span className="search-label">{choice.hit.node.label ?? words.common.unknown}</span>
                      <Apart apart={choice.hit.apart} />
                    </span>
                    <span className="search-why">{why(choice.hit)}</span>
                    <HitMarks add={() => leaveWith(choice.hit, addToGraph)} path={() => leaveWith(choice.hit, pathTo)} />
                  </>
                ) : (
                  <>
                    <HistoryOutlined aria-hidden />
                    <span className="search-label">{choice.text}</span>
                  </>
                )}
              </div>
            ))}
          </div>
          <div className="search-foot">
            <span role="status">{fresh ? status : ""}</span>
            {fresh && error !== null ? (
              <Button type="link" size="small" onMouseDown={(event) => event.preventDefault()} onClick={again}>
                {words.common.again}
              </Button>
            ) : fresh && found !== null && found.hits.length > 0 ? (
              <Button type="link" size="small" onMouseDown={(event) => event.preventDefault()} onClick={seeAll}>
                {words.search.seeAll}
              </Button>
            ) : (
              !fresh && (
                <Button type="link" size="small" onMouseDown={(event) => event.preventDefault()} onClick={forget}>
                  {words.search.forget}
                </Button>
              )
            )}
            <span className="search-keys">{words.search.keys}</span>
          </div>
        </div>
      )}
    </search>
  );
}
