import { Button, Checkbox, Flex, Typography } from "antd";
import { useFeedText } from "../../entity/use-feed-text";
import { useTongue } from "../../i18n/words";
import { entityLabel, linkLabel } from "../../model/model";
import { ALL, type Filters } from "../chart/chart";
import { kindsOf, linkKindsOf, sourcesOf } from "../chart/visible";
import { leftOut } from "./left-out";
import { useGraph } from "./graph-context";

/** What is left out, and how much of what is on the chart that concerns. */
export function FiltersPanel() {
  const { words, language, format } = useTongue();
  const feedText = useFeedText();
  const { chart, known, seen, step, arrivals } = useGraph();
  const { filters } = chart;
  const change = (next: Partial<Filters>) => step({ type: "filter", filters: { ...filters, ...next } });
  const { left, leftLinks } = seen;
  const said = leftOut(seen, words, format);
  return (
    <Flex vertical gap="middle">
      {said.length > 0 && (
        <ul className="left-out">
          {said.map((each) => (
            <li key={each}>{each}</li>
          ))}
        </ul>
      )}
      <Flex gap="small" wrap>
        <Button size="small" disabled={left.hidden + leftLinks.hidden === 0} onClick={() => step({ type: "unhide" })}>
          {words.graph.unhide}
        </Button>
        <Button
          size="small"
          disabled={filters.kinds.length + filters.links.length + filters.sources.length === 0 && filters.day === null && !filters.loose}
          onClick={() => change({ ...ALL, folded: filters.folded })}
        >
          {words.graph.noFilters}
        </Button>
      </Flex>
      <Checkbox checked={arrivals.on} onChange={({ target }) => arrivals.setOn(target.checked)}>
        {words.graph.linksByThemselves}
      </Checkbox>
      <Checkbox checked={filters.loose} onChange={({ target }) => change({ loose: target.checked })}>
        {words.graph.hideLoose}
      </Checkbox>
      <Choices title={words.graph.kinds} counts={kindsOf(chart, known)} out={filters.kinds} label={(kind) => entityLabel(kind, language)} change={(kinds) => change({ kinds })} />
      <Choices title={words.graph.linkKinds} counts={linkKindsOf(chart)} out={filters.links} label={(kind) => linkLabel(kind, language)} change={(links) => change({ links })} />
      <Choices title={words.graph.sources} counts={sourcesOf(chart, known)} out={filters.sources} label={feedText} change={(sources) => change({ sources })} />
    </Flex>
  );
}

interface ChoicesProps {
  readonly title: string;
  readonly counts: ReadonlyMap<string, number>;
  readonly out: readonly string[];
  readonly label: (name: string) => string;
  readonly change: (out: readonly string[]) => void;
}

function Choices({ title, counts, out, label, change }: ChoicesProps) {
  const { format } = useTongue();
  if (counts.size === 0) return null;
  return (
    <fieldset className="choices">
      <legend>
        <Typography.Text strong>{title}</Typography.Text>
      </legend>
      {[...counts].map(([name, count]) => (
        <Checkbox
          key={name}
          checked={!out.includes(name)}
          onChange={({ target }) => change(target.checked ? out.filter((each) => each !== name) : [...out, name])}
        >
          {label(name)} <span className="count">{format.number(count)}</span>
        </Checkbox>
      ))}
    </fieldset>
  );
}
