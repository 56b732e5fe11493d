import { NodeIndexOutlined, ShareAltOutlined } from "@ant-design/icons";
import { Button, Flex, Tooltip } from "antd";
import { useAddToGraph, usePathTo } from "../graph/graph-session";
import { useTongue } from "../i18n/words";
import type { Hit } from "./searching";

/** What can be done with a hit without opening it. */
export function HitActions({ hit }: { readonly hit: Hit }) {
  const { words } = useTongue();
  const addToGraph = useAddToGraph();
  const pathTo = usePathTo();
  const { id, label } = hit.node;
  const name = label ?? words.common.unknown;
  const actions = [
    { text: words.search.addToGraph, icon: <ShareAltOutlined />, does: () => addToGraph(id) },
    { text: words.search.pathTo, icon: <NodeIndexOutlined />, does: () => pathTo(id) },
  ];
  return (
    <Flex gap={4}>
      {actions.map(({ text, icon, does }) => (
        <Tooltip key={text} title={text}>
          <Button size="small" icon={icon} aria-label={`${text}: ${name}`} onClick={does} />
        </Tooltip>
      ))}
    </Flex>
  );
}

/** The same in the list of a combobox, where no button may stand: by pointer; the keys are said below the list. */
export function HitMarks({ add, path }: { readonly add: () => void; readonly path: () => void }) {
  const { words } = useTongue();
  const marks = [
    { text: words.search.addToGraph, icon: <ShareAltOutlined />, does: add },
    { text: words.search.pathTo, icon: <NodeIndexOutlined />, does: path },
  ];
  return (
    <span className="search-marks" aria-hidden="true">
      {marks.map(({ text, icon, does }) => (
        <span
          key={text}
          title={text}
          onClick={(event) => {
            event.stopPropagation();
            does();
          }}
        >
          {icon}
        </span>
      ))}
    </span>
  );
}
