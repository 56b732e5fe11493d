import { Tabs } from "antd";
import type { ReactNode } from "react";
import { basisKey, useBasis } from "../../basis/basis";
import { useTongue } from "../../i18n/words";
import { ChosenPanel } from "../panels/chosen-panel";
import { FiltersPanel } from "../panels/filters-panel";
import { useGraph, type PanelName } from "../panels/graph-context";
import { PathsPanel } from "../panels/paths-panel";
import { SavedPanel } from "../panels/saved-panel";

/** What stands beside the drawing. */
export function SidePanels() {
  const { words } = useTongue();
  const { basis } = useBasis();
  const { as, panel, setPanel } = useGraph();
  // What was found and typed on one basis goes with it.
  const onBasis = basisKey(basis);
  const items: readonly { readonly key: PanelName; readonly label: string; readonly children: ReactNode }[] = [
    { key: "chosen", label: words.graph.chosen, children: <ChosenPanel key={onBasis} /> },
    { key: "paths", label: words.graph.paths, children: <PathsPanel key={onBasis} /> },
    { key: "filters", label: words.graph.filters, children: <FiltersPanel /> },
    { key: "saved", label: words.graph.saved, children: <SavedPanel key={as?.id ?? ""} /> },
  ];
  return (
    <aside className="graph-side" aria-label={words.graph.side}>
      <Tabs size="small" activeKey={panel} onChange={(key) => setPanel(key as PanelName)} destroyOnHidden={false} items={[...items]} />
    </aside>
  );
}
