import { Select } from "antd";
import { useTongue } from "../../i18n/words";
import { entityLabel } from "../../model/model";
import { useGraph } from "./graph-context";
import { useNames } from "./use-names";

export interface Option {
  readonly value: string;
  readonly label: string;
}

/** The entities of the chart, by name and kind. */
export function useEntityOptions(): readonly Option[] {
  const { language } = useTongue();
  const { chart, known } = useGraph();
  const { name } = useNames(known);
  return [...chart.nodes.keys()].flatMap((id) => {
    const facts = known.nodes.get(id);
    return facts === undefined ? [] : [{ value: id, label: `${name(id)} · ${entityLabel(facts.kind, language)}` }];
  });
}

interface EntitySelectProps {
  readonly id: string;
  readonly value: string | null;
  readonly change: (id: string | null) => void;
  readonly options: readonly Option[];
}

/** One entity of the chart, found by its name. */
export function EntitySelect({ id, value, change, options }: EntitySelectProps) {
  const { words } = useTongue();
  return (
    <Select
      id={id}
      size="small"
      showSearch={{ optionFilterProp: "label" }}
      allowClear
      placeholder={words.graph.findOnChart}
      value={value}
      onChange={(next) => change(next ?? null)}
      options={[...options]}
    />
  );
}
