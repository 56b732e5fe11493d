import { Select } from "antd";
import { useState } from "react";
import { useTongue } from "../../i18n/words";
import { useSearch } from "../../search/use-search";
import { MOST } from "../../search/searching";
import { useEntityOptions } from "../panels/entity-select";
import { useGraph } from "../panels/graph-context";

/** Finds an entity of the chart by its name, or by a number that the hub knows it by. */
export function FindOnChart() {
  const { words } = useTongue();
  const { chart, setChosen, controls } = useGraph();
  const [text, setText] = useState("");
  const options = useEntityOptions();
  const named = text.trim() === "" ? options : options.filter(({ label }) => label.toLowerCase().includes(text.trim().toLowerCase()));
  // Names are on the page; of numbers and pinyin the hub is asked.
  const { asking, answer } = useSearch(named.length === 0 ? text : "", MOST);
  const hits = new Set(answer?.data.search?.hits.map(({ node }) => node.id) ?? []);
  const found = named.length > 0 ? named : options.filter(({ value }) => hits.has(value));
  const go = (id: string) => {
    setText("");
    setChosen({ nodes: [id], links: [] });
    const mark = chart.nodes.get(id);
    if (mark !== undefined) controls.current?.look(mark);
  };
  return (
    <Select
      className="find-on-chart"
      showSearch={{ filterOption: false, searchValue: text, onSearch: setText }}
      aria-label={words.graph.find}
      placeholder={words.graph.find}
      disabled={chart.nodes.size === 0}
      loading={asking}
      value={null}
      notFoundContent={asking ? words.search.searching : words.graph.notOnChart}
      onSelect={(id) => id !== null && go(id)}
      options={[...found]}
    />
  );
}
