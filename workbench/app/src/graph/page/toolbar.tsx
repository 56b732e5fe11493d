import { ClearOutlined, FullscreenOutlined, RedoOutlined, UndoOutlined, ZoomInOutlined, ZoomOutOutlined } from "@ant-design/icons";
import { Button, Dropdown, Flex, Popover, Progress, Segmented, Space } from "antd";
import { useTongue } from "../../i18n/words";
import { LAYOUTS } from "../layout/layout";
import { useGraph } from "../panels/graph-context";
import { ChartWork } from "./chart-status";
import { FindOnChart } from "./find-on-chart";
import { KeysHelp } from "./keys-help";
import { Tool } from "./tool";
import type { Arrange } from "./use-arrange";

/** What the page shows: the drawing, the tables, or both. */
export type Shows = "drawing" | "both" | "table";

interface ToolbarProps {
  readonly arranging: Arrange;
  readonly giveUp: () => void;
  readonly clear: () => void;
  readonly shows: Shows;
  readonly setShows: (shows: Shows) => void;
}

export function Toolbar({ arranging, giveUp, clear, shows, setShows }: ToolbarProps) {
  const { words } = useTongue();
  const { chart, controls } = useGraph();
  const empty = chart.nodes.size === 0;
  return (
    <Flex gap="small" wrap align="center" role="toolbar" aria-label={words.graph.tools}>
      <Steps />
      <Space.Compact>
        <Tool label={words.graph.zoomIn} icon={<ZoomInOutlined />} onClick={() => controls.current?.zoomBy(1.25)} />
        <Tool label={words.graph.zoomOut} icon={<ZoomOutOutlined />} onClick={() => controls.current?.zoomBy(0.8)} />
        <Tool label={words.graph.fit} icon={<FullscreenOutlined />} onClick={() => controls.current?.fit()} />
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
      <Button icon={<ClearOutlined />} disabled={empty} onClick={clear}>
        {words.graph.clear}
      </Button>
      <Popover trigger="click" title={words.graph.keysTitle} content={<KeysHelp />}>
        <Button>{words.graph.keysTitle}</Button>
      </Popover>
      <ChartWork giveUp={giveUp} />
      <span className="grow" />
      <FindOnChart />
      <Segmented<Shows>
        aria-label={words.graph.shows}
        value={shows}
        onChange={setShows}
        options={(["drawing", "both", "table"] as const).map((value) => ({ value, label: words.graph.showing[value] }))}
      />
    </Flex>
  );
}

function Steps() {
  const { words } = useTongue();
  const { history, act } = useGraph();
  const { done, undone } = history;
  const named = (type: string | undefined): string => (type === undefined ? "" : (Object.entries(words.graph.steps).find(([name]) => name === type)?.[1] ?? ""));
  return (
    <Space.Compact>
      <Tool
        label={`${words.graph.undo} ${named(done.at(-1)?.step.type)}`.trim()}
        icon={<UndoOutlined />}
        disabled={done.length === 0}
        onClick={() => act({ type: "undo" })}
      />
      <Tool
        label={`${words.graph.redo} ${named(undone.at(-1)?.type)}`.trim()}
        icon={<RedoOutlined />}
        disabled={undone.length === 0}
        onClick={() => act({ type: "redo" })}
      />
    </Space.Compact>
  );
}
