import { Tabs } from "antd";
import { useTongue } from "../../i18n/words";
import { EntityTable } from "./entity-table";
import { useGraph } from "./graph-context";
import { LinkTable } from "./link-table";

/** The same chart as tables: to sort, to read aloud, to choose from; what is chosen here is chosen in the drawing. */
export function ChartTables() {
  const { words, format } = useTongue();
  const { seen } = useGraph();
  return (
    <Tabs
      size="small"
      className="chart-tables"
      items={[
        { key: "nodes", label: `${words.graph.nodes} (${format.number(seen.nodes.length)})`, children: <EntityTable /> },
        { key: "links", label: `${words.graph.links} (${format.number(seen.links.length)})`, children: <LinkTable /> },
      ]}
    />
  );
}
