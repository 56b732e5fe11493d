import { Button, Checkbox, Flex, InputNumber, Tooltip, Typography } from "antd";
import { useEffect, useState } from "react";
import { isAbort, type HubError } from "../../ask/problems";
import { asHubError, useAsk } from "../../ask/use-ask";
import { linkFields } from "../../entity/compose";
import { useTongue } from "../../i18n/words";
import { entityLabel, propLabel, type LinkField } from "../../model/model";
import { Failure, Loading, Nothing } from "../../shell/states";
import { countsQuestions, openQuestion } from "../asking/compose";
import { edgeFacts, nodeFacts } from "../asking/read";
import { openedKey } from "../chart/chart";
import { DayInput } from "../day-input";
import type { ChartNow } from "../use-chart";

interface ExpandProps {
  readonly id: string;
  readonly kind: string;
  readonly now: ChartNow;
}

/** So many come in with one click; where there are more, one is asked how many. */
const AT_ONCE = 20;
/** The hub's own page. */
const MOST_AT_ONCE = 100;

/** Which links there are, and how many of each, before any is brought in; page after page, never all by accident. */
export function Expand({ id, kind, now }: ExpandProps) {
  const { words, language, format } = useTongue();
  const [at, setAt] = useState<string | null>(null);
  const [ticked, setTicked] = useState<readonly string[]>([]);
  const [many, setMany] = useState(AT_ONCE);
  const { counts, asking, error } = useCountsAt(kind, id, at);
  const opening = useOpening(id, kind, at, now);
  const fields = linkFields(kind);
  const filled = fields.filter((field) => (counts.get(field.name) ?? 0) > 0);
  const closed = fields.filter((field) => counts.has(field.name) && counts.get(field.name) === null);
  const picked = filled.filter((field) => ticked.includes(field.name));
  const left = (field: LinkField): number => {
    const opened = now.chart.opened.get(openedKey(id, field.name, at));
    return (counts.get(field.name) ?? 0) - (opened?.loaded ?? 0);
  };
  const most = Math.max(0, ...filled.map(left));

  return (
    <section aria-label={words.graph.expand}>
      <Flex vertical gap="small">
        <Flex gap="small" align="center" wrap>
          <label htmlFor="expand-day">{words.graph.onlyOn}</label>
          <DayInput id="expand-day" day={at} change={setAt} />
          {most > AT_ONCE && (
            <>
              <label htmlFor="expand-many">{words.graph.atOnce}</label>
              <InputNumber id="expand-many" size="small" min={1} max={MOST_AT_ONCE} value={many} onChange={(value) => setMany(value ?? AT_ONCE)} />
            </>
          )}
        </Flex>
        {asking && filled.length === 0 && <Loading rows={3} />}
        {error !== null && <Failure error={error} />}
        {opening.error !== null && <Failure error={opening.error} />}
        {!asking && error === null && filled.length === 0 && <Nothing text={words.entity.emptyLinks} />}
        <ul className="expand">
          {filled.map((field) => {
            const total = counts.get(field.name) ?? 0;
            const remaining = left(field);
            const loaded = total - remaining;
            const next = Math.min(remaining, total > AT_ONCE ? many : MOST_AT_ONCE);
            const amount = format.number(next);
            const does = remaining <= 0 ? words.graph.allThere : loaded > 0 ? words.graph.bringMore(amount) : words.graph.bring(amount);
            return (
              <li key={field.name}>
                <Checkbox
                  checked={ticked.includes(field.name)}
                  onChange={({ target }) => setTicked(target.checked ? [...ticked, field.name] : ticked.filter((name) => name !== field.name))}
                >
                  <Tooltip title={`${field.description} → ${entityLabel(field.target, language)}`}>
                    <span>{propLabel(field, language)}</span>
                  </Tooltip>
                </Checkbox>
                <span className="expand-count">
                  {loaded > 0 ? words.common.of(format.number(loaded), format.number(total)) : format.number(total)}
                </span>
                <Button
                  size="small"
                  disabled={remaining <= 0}
                  loading={opening.busy === field.name}
                  aria-label={`${does}: ${propLabel(field, language)}`}
                  onClick={() => void opening.open([field], next)}
                >
                  {does}
                </Button>
              </li>
            );
          })}
        </ul>
        {most > AT_ONCE && <Typography.Text type="warning">{words.graph.manyLinks(format.number(most))}</Typography.Text>}
        {picked.length > 0 && (
          <Button type="primary" size="small" loading={opening.busy !== null} onClick={() => void opening.open(picked, Math.min(many, MOST_AT_ONCE))}>
            {words.graph.bringTicked}
          </Button>
        )}
        {closed.length > 0 && (
          <Typography.Text type="secondary">
            {words.entity.closedLinks}: {closed.map((field) => propLabel(field, language)).join(" · ")}
          </Typography.Text>
        )}
      </Flex>
    </section>
  );
}

interface CountsAt {
  readonly counts: ReadonlyMap<string, number | null>;
  readonly asking: boolean;
  readonly error: HubError | null;
}

function useCountsAt(kind: string, id: string, at: string | null): CountsAt {
  const put = useAsk();
  const [state, setState] = useState<CountsAt>({ counts: new Map(), asking: true, error: null });
  useEffect(() => {
    const ending = new AbortController();
    const questions = countsQuestions(kind);
    let open = questions.length;
    setState({ counts: new Map(), asking: open > 0, error: null });
    for (const question of questions) {
      put(question, { id, at }, ending.signal).then(
        ({ data }) => {
          open -= 1;
          const found = Object.entries(data.node ?? {}).map(([name, page]) => [name, page?.totalCount ?? null] as const);
          setState((was) => ({ ...was, counts: new Map([...was.counts, ...found]), asking: open > 0 }));
        },
        (reason: unknown) => {
          if (isAbort(reason)) return;
          open -= 1;
          setState((was) => ({ ...was, asking: open > 0, error: asHubError(reason) }));
        },
      );
    }
    return () => ending.abort();
  }, [put, kind, id, at]);
  return state;
}

interface Opening {
  /** The field that is being opened. */
  readonly busy: string | null;
  readonly error: HubError | null;
  readonly open: (fields: readonly LinkField[], first: number) => Promise<void>;
}

function useOpening(id: string, kind: string, at: string | null, now: ChartNow): Opening {
  const put = useAsk();
  const [busy, setBusy] = useState<string | null>(null);
  const [error, setError] = useState<HubError | null>(null);
  const open = async (fields: readonly LinkField[], first: number) => {
    setError(null);
    try {
      for (const field of fields) {
        setBusy(field.name);
        const key = openedKey(id, field.name, at);
        const before = now.chart.opened.get(key);
        if (before !== undefined && before.cursor === null) continue;
        const { data, told } = await put(openQuestion(kind, field), { id, first, after: before?.cursor ?? null, at });
        const page = data.node?.[field.name] ?? null;
        if (page === null) continue;
        const { hasNextPage, endCursor } = page.pageInfo;
        const opened = { loaded: (before?.loaded ?? 0) + page.edges.length, total: page.totalCount, cursor: hasNextPage ? endCursor : null };
        const nodes = page.edges.map(({ node }) => nodeFacts(node));
        now.bring({ nodes, links: page.edges.map((edge) => edgeFacts(id, field, edge)), told: [told] }, id, [[key, opened]]);
      }
    } catch (reason) {
      setError(asHubError(reason));
    }
    setBusy(null);
  };
  return { busy, error, open };
}
