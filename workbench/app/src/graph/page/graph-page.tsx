import { useCallback, useMemo, useRef, useState } from "react";
import { useNavigate, useParams } from "react-router";
import { opensGraph, useBasis } from "../../basis/basis";
import { NeedsBasis } from "../../basis/needs-basis";
import { RaiseFlag, type Subject } from "../../flags/raise-flag";
import { useTongue } from "../../i18n/words";
import { Page } from "../../shell/page";
import { Failure } from "../../shell/states";
import { useChart } from "../asking/use-chart";
import { useFlagMarks } from "../asking/use-flag-marks";
import { visible } from "../chart/visible";
import { NOTHING_CHOSEN, type Chosen } from "../drawing/drawing";
import type { DrawingControls } from "../drawing/drawing-canvas";
import { sceneOf } from "../drawing/scene";
import { useCommands } from "../panels/commands";
import { useExpansion } from "../panels/use-expansion";
import { GraphContext, type GraphNow } from "../panels/graph-context";
import { ChartStatus } from "./chart-status";
import { ChartView } from "./chart-view";
import { ExportMenu } from "./export-menu";
import { SidePanels } from "./side-panels";
import { Toolbar, type Shows } from "./toolbar";
import { UndrawnLinks } from "./undrawn-links";
import { useArrange } from "./use-arrange";
import { useEnds } from "./use-ends";
import { useHandover } from "./use-handover";
import { useReveal } from "./use-reveal";
import { useSavedChart } from "./use-saved-chart";
import { useSelection } from "./use-selection";
import "./graph.css";

/** The graph view; loaded when it is opened. */
export default function GraphPage() {
  const { words, language } = useTongue();
  const { saved } = useParams();
  const { purpose } = useBasis();
  const navigate = useNavigate();
  const controls = useRef<DrawingControls>(null);
  const now = useChart();
  const { chart, known, work, error, step, setAs } = now;
  const notOpened = useSavedChart(saved ?? null, now, controls);
  const selection = useSelection(chart);
  const { chosen, setChosen, setPanel } = selection;
  const ends = useEnds(chart, chosen, setPanel);
  const [way, setWay] = useState<Chosen>(NOTHING_CHOSEN);
  const [shows, setShows] = useState<Shows>("drawing");

  const seen = useMemo(() => visible(chart, known), [chart, known]);
  const flags = useFlagMarks(now, seen);
  const { flagged } = flags;
  const scene = useMemo(
    () => sceneOf(seen, chart.filters.folded, { language, unknown: words.common.unknown, group: words.graph.groupName }, flagged),
    [seen, chart.filters.folded, language, words, flagged],
  );
  const arranging = useArrange(now, seen, chosen, controls);
  const expansion = useExpansion(now);
  const [flagging, setFlagging] = useState<Subject | null>(null);
  const commands = useCommands({ now, seen, chosen, setChosen, controls });
  const { seek } = ends;
  const before = useRef<readonly string[]>([]);
  before.current = chosen.nodes;
  const handover = useHandover(
    now,
    useCallback(
      (ids: readonly string[], aim: string | null) => {
        const from = before.current.find((id) => id !== aim) ?? null;
        setChosen({ nodes: aim === null || from === null ? ids : [from, aim], links: [] });
        if (aim !== null) seek({ from, to: aim });
      },
      [setChosen, seek],
    ),
  );
  useReveal(scene, work !== null, saved === undefined, controls);

  const giveUp = () => {
    handover.forget();
    now.giveUp();
  };
  const clear = () => {
    step({ type: "clear" });
    setAs(null, null);
    setChosen(NOTHING_CHOSEN);
    if (saved !== undefined) void navigate("/graph");
  };
  const graph: GraphNow = { ...now, ...selection, ...ends, seen, scene, flagged, way, setWay, commands, expansion, flag: setFlagging, controls };
  return (
    <GraphContext value={graph}>
      <Page title={words.graph.title} extra={<ExportMenu />}>
        {!opensGraph(purpose) && <NeedsBasis />}
        {notOpened.error !== null && <Failure error={notOpened.error} again={notOpened.again} />}
        {error !== null && <Failure error={error} again={() => now.retry(handover.bring)} />}
        {arranging.error !== null && <Failure error={arranging.error} again={arranging.again} />}
        {flags.error !== null && <Failure error={flags.error} again={flags.again} />}
        <ChartStatus />
        <UndrawnLinks />
        <Toolbar arranging={arranging} giveUp={giveUp} clear={clear} shows={shows} setShows={setShows} />
        <div className={`graph shows-${shows}`} aria-busy={work !== null || now.arrivals.asking || expansion.work !== null}>
          <ChartView shows={shows} choose={selection.choose} />
          <SidePanels />
        </div>
        <RaiseFlag open={flagging !== null} onClose={() => setFlagging(null)} subject={flagging} />
      </Page>
    </GraphContext>
  );
}
