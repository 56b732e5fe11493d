import { Button } from "antd";
import { useMemo, useRef, useState } from "react";
import { useTongue } from "../../i18n/words";
import { useAppearance } from "../../shell/appearance";
import { Nothing } from "../../shell/states";
import { groupsOf } from "../chart/chart";
import { span, today } from "../chart/days";
import { unfolded } from "../chart/unfolded";
import { kindsOf } from "../chart/visible";
import type { Chosen, Viewport } from "../drawing/drawing";
import { DrawingCanvas } from "../drawing/drawing-canvas";
import { paintOf } from "../drawing/palette";
import { ChartTables } from "../panels/chart-tables";
import { useGraph } from "../panels/graph-context";
import { PasteList } from "../panels/paste-list";
import { ChartMenu } from "./chart-menu";
import { onKeys } from "./keys";
import { Legend } from "./legend";
import { Minimap } from "./minimap";
import { TimeSlider } from "./time-slider";
import type { Shows } from "./toolbar";
import { useMenu } from "./use-menu";

interface ChartViewProps {
  readonly shows: Shows;
  readonly choose: (chosen: Chosen, more: boolean) => void;
}

/** The chart itself: as a drawing with its legend, as tables, or both; as of a day. */
export function ChartView({ shows, choose }: ChartViewProps) {
  const { chart, known, step } = useGraph();
  const days = useMemo(() => span(known, today(new Date())), [known]);
  const empty = chart.nodes.size === 0;
  const { filters } = chart;
  return (
    <div className="graph-main">
      {shows !== "table" && <DrawingArea choose={choose} />}
      {shows !== "table" && !empty && <Kinds />}
      {days !== null && !empty && <TimeSlider span={days} day={filters.day} change={(day) => step({ type: "filter", filters: { ...filters, day } })} />}
      {shows !== "drawing" && <ChartTables />}
    </div>
  );
}

function DrawingArea({ choose }: { readonly choose: ChartViewProps["choose"] }) {
  const { words } = useTongue();
  const { dark } = useAppearance();
  const graph = useGraph();
  const { chart, scene, chosen, way, work, controls, step, setPanel, expansion } = graph;
  const [viewport, setViewport] = useState<Viewport | null>(null);
  const [pasting, setPasting] = useState(false);
  const area = useRef<HTMLDivElement>(null);
  const menu = useMenu(graph, (nodes, links) => choose({ nodes, links }, false), area);
  const paint = paintOf(dark);
  const empty = chart.nodes.size === 0;
  return (
    <div className="graph-drawing" ref={area} onContextMenu={menu.onContextMenu}>
      <DrawingCanvas
        ref={controls}
        scene={scene}
        paint={paint}
        chosen={chosen}
        way={way}
        choose={choose}
        open={(id) => {
          choose({ nodes: [id], links: [] }, false);
          setPanel("chosen");
          expansion.expand(groupsOf(chart).get(id) ?? [id]);
        }}
        moved={(places) => step({ type: "move", places: unfolded(chart, places, new Map(scene.nodes.map((node) => [node.id, node]))) })}
        looked={setViewport}
        onKey={onKeys(graph, menu.openByKey)}
      />
      <p id="drawing-keys" className="unseen">
        {words.graph.keysHint}
      </p>
      {empty && work === null && (
        <div className="graph-empty">
          <Nothing text={words.graph.empty} hint={words.graph.emptyText}>
            <Button onClick={() => setPasting(true)}>{words.graph.paste}</Button>
          </Nothing>
        </div>
      )}
      {menu.at !== null && <ChartMenu at={menu.at} close={menu.close} paste={() => setPasting(true)} />}
      {pasting && <PasteList close={() => setPasting(false)} />}
      {!empty && <Minimap scene={scene} paint={paint} viewport={viewport} look={(at) => controls.current?.look(at)} />}
    </div>
  );
}

/** The legend; a click on a kind filters it. */
function Kinds() {
  const { chart, known, flagged, step } = useGraph();
  const { filters } = chart;
  const toggle = (kind: string) => {
    const kinds = filters.kinds.includes(kind) ? filters.kinds.filter((each) => each !== kind) : [...filters.kinds, kind];
    step({ type: "filter", filters: { ...filters, kinds } });
  };
  return <Legend kinds={kindsOf(chart, known)} leftOut={filters.kinds} flags={flagged.count} toggle={toggle} />;
}
