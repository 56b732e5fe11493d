import { ClearOutlined, FullscreenOutlined, ZoomInOutlined, ZoomOutOutlined } from "@ant-design/icons";
import { Button, Dropdown, Flex, Popover, Progress, Segmented, Space, Tabs } from "antd";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useNavigate, useParams } from "react-router";
import { basisKey, opensGraph, useBasis } from "../basis/basis";
import { NeedsBasis } from "../basis/needs-basis";
import { useTongue } from "../i18n/words";
import { useAppearance } from "../shell/appearance";
import { Page } from "../shell/page";
import { Failure, Nothing } from "../shell/states";
import { Canvas, type Look } from "./canvas";
import { groupsOf, type Chart, type Place } from "./chart/chart";
import { span, today } from "./chart/days";
import type { View } from "./chart/saved";
import type { Placed } from "./chart/steps";
import { kindsOf, visible } from "./chart/visible";
import { onKeys, useCommands } from "./commands";
import type { Chosen, Viewport } from "./drawing/drawing";
import { paintOf } from "./drawing/palette";
import { sceneOf, type Scene } from "./drawing/scene";
import { ExportMenu } from "./export-menu";
import { LAYOUTS } from "./layout/layout";
import { Legend } from "./legend";
import { Minimap } from "./minimap";
import { ChosenPanel } from "./panels/chosen-panel";
import { FiltersPanel } from "./panels/filters-panel";
import { PathsPanel } from "./panels/paths-panel";
import { SavedPanel } from "./panels/saved-panel";
import { TimeSlider } from "./time-slider";
import { Keys, lostLinks, Messages, Steps, Tool } from "./toolbar";
import { Twin } from "./twin";
import { useArrange } from "./use-arrange";
import { useChart } from "./use-chart";
import { useFlagMarks } from "./use-flag-marks";
import { useHandedOver } from "./use-handed-over";
import { useSaved } from "./use-saved";
import "./graph.css";

const NONE: Chosen = { nodes: [], links: [] };
type Shows = "drawing" | "both" | "table";

/** Folded groups move as one: where the group went, its members go. */
function unfolded(chart: Chart, places: readonly Placed[], drawn: ReadonlyMap<string, Place>): readonly Placed[] {
  const groups = groupsOf(chart);
  return places.flatMap((place) => {
    const members = groups.get(place.id);
    const was = drawn.get(place.id);
    if (members === undefined || was === undefined) return [place];
    return members.flatMap((id) => {
      const mark = chart.nodes.get(id);
      return mark === undefined ? [] : [{ id, x: mark.x + place.x - was.x, y: mark.y + place.y - was.y }];
    });
  });
}

/** The graph view; loaded when it is opened, with the graph engine. */
export default function GraphPage() {
  const { words, language } = useTongue();
  const { saved } = useParams();
  const { dark } = useAppearance();
  const { basis, purpose } = useBasis();
  const navigate = useNavigate();
  const now = useChart();
  const look = useRef<Look>(null);
  const savedError = useSaved(saved ?? null, now, look);
  const { as, setAs } = now;
  const [chosen, setChosen] = useState<Chosen>(NONE);
  const [way, setWay] = useState<Chosen>(NONE);
  const [viewport, setViewport] = useState<Viewport | null>(null);
  const [shows, setShows] = useState<Shows>("drawing");
  const [panel, setPanel] = useState("chosen");
  const { chart, known } = now;

  const seen = useMemo(() => visible(chart, known), [chart, known]);
  const flags = useFlagMarks(now, seen);
  const paint = paintOf(dark);
  const scene = useMemo(
    () => sceneOf(seen, chart.filters.folded, { language, unknown: words.common.unknown, group: words.graph.groupName }, flags.flagged),
    [seen, chart.filters.folded, language, words, flags.flagged],
  );
  const arranging = useArrange(now, seen, chosen, look);
  const commands = useCommands({ now, seen, chosen, setChosen, look });

  const handed = useHandedOver(
    now,
    useCallback((ids: readonly string[]) => setChosen({ nodes: ids, links: [] }), []),
  );
  useInSight(scene, now.work !== null, saved === undefined, look);

  const choose = useCallback((next: Chosen, more: boolean) => {
    const flip = (old: readonly string[], one: readonly string[]): readonly string[] =>
      one.length === 1 && old.includes(one[0] ?? "") ? old.filter((each) => each !== one[0]) : [...new Set([...old, ...one])];
    setPanel((was) => (was === "paths" && more ? was : "chosen"));
    setChosen((was) => (more ? { nodes: flip(was.nodes, next.nodes), links: flip(was.links, next.links) } : next));
  }, []);
  /** A folded group stands for its members. */
  const chooseMembers = useCallback(
    (next: Chosen, more: boolean) => {
      const groups = groupsOf(chart);
      choose({ ...next, nodes: next.nodes.flatMap((id) => groups.get(id) ?? [id]) }, more);
    },
    [chart, choose],
  );
  const moved = (places: readonly Placed[]) =>
    now.step({ type: "move", places: unfolded(chart, places, new Map(scene.nodes.map((node) => [node.id, node]))) });
  const view = (): View => {
    const at = look.current?.viewport();
    return at === undefined ? { x: 0, y: 0, zoom: 1 } : { x: at.left + at.width / 2, y: at.top + at.height / 2, zoom: at.zoom };
  };
  const days = useMemo(() => span(known, today(new Date())), [known]);
  const empty = chart.nodes.size === 0;
  const open = opensGraph(purpose);
  /** Whether the hub was asked, and on a basis on which it could have told. */
  const told = now.work === null && open;
  const again = () => {
    now.again();
    handed.bring();
  };
  const giveUp = () => {
    handed.forget();
    now.giveUp();
  };
  // What they found and were filled in with on one basis goes with it.
  const onBasis = basisKey(basis);

  return (
    <Page
      title={words.graph.title}
      extra={<ExportMenu now={now} seen={seen} scene={scene} flagged={flags.flagged} />}
    >
      {!open && <NeedsBasis />}
      {savedError !== null && <Failure error={savedError} />}
      {now.error !== null && <Failure error={now.error} again={again} />}
      {arranging.error !== null && <Failure error={arranging.error} />}
      {flags.error !== null && <Failure error={flags.error} again={flags.again} />}
      <Messages now={now} giveUp={giveUp} unknown={told ? seen.left.unknown : 0} links={told ? lostLinks(now) : 0} />
      <Flex gap="small" wrap align="center" role="toolbar" aria-label={words.graph.tools}>
        <Steps now={now} />
        <Space.Compact>
          <Tool label={words.graph.zoomIn} icon={<ZoomInOutlined />} onClick={() => look.current?.zoomBy(1.25)} />
          <Tool label={words.graph.zoomOut} icon={<ZoomOutOutlined />} onClick={() => look.current?.zoomBy(0.8)} />
          <Tool label={words.graph.fit} icon={<FullscreenOutlined />} onClick={() => look.current?.fit()} />
        </Space.Compact>
        <Dropdown
          trigger={["click"]}
          disabled={empty || arranging.work !== null}
          menu={{ items: LAYOUTS.map((name) => ({ key: name, label: words.graph.layouts[name], onClick: () => arranging.arrange(name) })) }}
        >
          <Button aria-haspopup="menu">{words.graph.arrange}</Button>
        </Dropdown>
        {arranging.work !== null && (
          <>
            <Progress className="work" percent={Math.round((arranging.work.done ?? 0) * 100)} size="small" aria-label={words.graph.arranging} />
            <Button size="small" onClick={arranging.giveUp}>
              {words.common.cancel}
            </Button>
          </>
        )}
        <Button
          icon={<ClearOutlined />}
          disabled={empty}
          onClick={() => {
            now.step({ type: "clear" });
            setAs(null);
            setChosen(NONE);
            if (saved !== undefined) void navigate("/graph");
          }}
        >
          {words.graph.clear}
        </Button>
        <Popover trigger="click" title={words.graph.keysTitle} content={<Keys />}>
          <Button>{words.graph.keysTitle}</Button>
        </Popover>
        <span className="grow" />
        <Segmented<Shows>
          aria-label={words.graph.shows}
          value={shows}
          onChange={setShows}
          options={(["drawing", "both", "table"] as const).map((value) => ({ value, label: words.graph.showing[value] }))}
        />
      </Flex>
      <div className={`graph shows-${shows}`}>
        <div className="graph-main">
          {shows !== "table" && (
            <div className="graph-drawing">
              <Canvas
                ref={look}
                scene={scene}
                paint={paint}
                chosen={chosen}
                way={way}
                choose={chooseMembers}
                open={(id) => {
                  chooseMembers({ nodes: [id], links: [] }, false);
                  setPanel("chosen");
                }}
                moved={moved}
                looked={setViewport}
                onKey={onKeys(commands, now, chosen, setChosen, look)}
              />
              <p id="drawing-keys" className="unseen">
                {words.graph.keysHint}
              </p>
              {empty && now.work === null && (
                <div className="graph-empty">
                  <Nothing text={words.graph.empty} hint={words.graph.emptyText} />
                </div>
              )}
              {!empty && <Minimap scene={scene} paint={paint} viewport={viewport} look={(at) => look.current?.look(at)} />}
            </div>
          )}
          {shows !== "table" && !empty && (
            <Legend
              kinds={kindsOf(chart, known)}
              leftOut={chart.filters.kinds}
              flags={flags.flagged.count}
              toggle={(kind) => {
                const { kinds } = chart.filters;
                now.step({ type: "filter", filters: { ...chart.filters, kinds: kinds.includes(kind) ? kinds.filter((each) => each !== kind) : [...kinds, kind] } });
              }}
            />
          )}
          {days !== null && !empty && (
            <TimeSlider span={days} day={chart.filters.day} change={(day) => now.step({ type: "filter", filters: { ...chart.filters, day } })} />
          )}
          {shows !== "drawing" && <Twin seen={seen} known={known} flagged={flags.flagged} chosen={chosen} setChosen={setChosen} />}
        </div>
        <aside className="graph-side" aria-label={words.graph.side}>
          <Tabs
            size="small"
            activeKey={panel}
            onChange={setPanel}
            destroyOnHidden={false}
            items={[
              { key: "chosen", label: words.graph.chosen, children: <ChosenPanel key={onBasis} now={now} seen={seen} chosen={chosen} commands={commands} toPaths={() => setPanel("paths")} /> },
              { key: "paths", label: words.graph.paths, children: <PathsPanel key={onBasis} now={now} chosen={chosen} setWay={setWay} /> },
              { key: "filters", label: words.graph.filters, children: <FiltersPanel now={now} seen={seen} /> },
              { key: "saved", label: words.graph.saved, children: <SavedPanel key={as?.id ?? ""} now={now} view={view} /> },
            ]}
          />
        </aside>
      </div>
    </Page>
  );
}

/** What appears is brought into sight: the first so that it fills the view, later beside what is in the officer's own view. */
function useInSight({ nodes }: Scene, coming: boolean, wanted: boolean, look: { readonly current: Look | null }): void {
  const before = useRef<ReadonlySet<string>>(new Set());
  useEffect(() => {
    const there = before.current;
    const first = there.size === 0 && nodes.length > 0 && wanted;
    if (first) look.current?.fit();
    // What comes page by page moves the view once; a saved chart has a view of its own.
    if (coming && !first) return;
    before.current = new Set(nodes.map(({ id }) => id));
    if (there.size > 0) look.current?.reveal(new Set(nodes.flatMap(({ id }) => (there.has(id) ? [] : [id]))));
  }, [nodes, coming, wanted, look]);
}
