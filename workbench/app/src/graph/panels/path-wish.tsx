import { SwapOutlined } from "@ant-design/icons";
import { Button, Checkbox, InputNumber, Select } from "antd";
import { useTongue } from "../../i18n/words";
import { entityLabel, entityOf, KINDS, themeLabel, THEMES } from "../../model/model";
import type { Wish } from "../asking/unfiltered";
import { EntitySelect, useEntityOptions } from "./entity-select";
import { useGraph } from "./graph-context";

export interface PathWish extends Wish {
  readonly maxHops: number;
}

/** Whatever it is about, but not through those who serve everybody: courts, officers, banks, the fund centre. */
export const PLAIN_WISH: PathWish = { themes: [], kinds: KINDS.filter((kind) => entityOf(kind)?.relates === false), entities: [], shown: false, maxHops: 4 };

const MOST_HOPS = 6;

interface PathWishFormProps {
  readonly wish: PathWish;
  readonly change: (wish: PathWish) => void;
}

/** The two ends, what the path is to be about, and what it is not to pass. */
export function PathWishForm({ wish, change }: PathWishFormProps) {
  const { words, language } = useTongue();
  const { ends, setEnds } = useGraph();
  const entities = useEntityOptions();
  const kinds = KINDS.map((kind) => ({ value: kind, label: entityLabel(kind, language) }));
  const isKind = (value: string): boolean => KINDS.includes(value);
  return (
    <div className="path-wish">
      <label htmlFor="path-from">{words.graph.from}</label>
      <EntitySelect id="path-from" value={ends.from} change={(from) => setEnds({ ...ends, from })} options={entities} />
      <Button
        className="swap"
        size="small"
        type="text"
        icon={<SwapOutlined rotate={90} />}
        aria-label={words.graph.swapEnds}
        title={words.graph.swapEnds}
        onClick={() => setEnds({ from: ends.to, to: ends.from })}
      />
      <label htmlFor="path-to">{words.graph.to}</label>
      <EntitySelect id="path-to" value={ends.to} change={(to) => setEnds({ ...ends, to })} options={entities} />
      <fieldset className="themes">
        <legend>{words.graph.about}</legend>
        <Checkbox checked={wish.themes.length === 0} onChange={() => change({ ...wish, themes: [] })}>
          {words.graph.anything}
        </Checkbox>
        {THEMES.map((theme) => (
          <Checkbox
            key={theme}
            checked={wish.themes.includes(theme)}
            onChange={({ target }) => change({ ...wish, themes: target.checked ? [...wish.themes, theme] : wish.themes.filter((each) => each !== theme) })}
          >
            {themeLabel(theme, language)}
          </Checkbox>
        ))}
      </fieldset>
      <label htmlFor="path-out">{words.graph.notThrough}</label>
      <Select
        id="path-out"
        className="wide"
        size="small"
        mode="multiple"
        allowClear
        showSearch={{ optionFilterProp: "label" }}
        value={[...wish.kinds, ...wish.entities]}
        onChange={(out) => change({ ...wish, kinds: out.filter(isKind), entities: out.filter((value) => !isKind(value)) })}
        options={[
          { label: words.graph.kinds, options: kinds },
          { label: words.graph.onChart, options: [...entities] },
        ]}
      />
      <Checkbox className="wide-line" checked={wish.shown} onChange={({ target }) => change({ ...wish, shown: target.checked })}>
        {words.graph.filteredKinds}
      </Checkbox>
      <label htmlFor="max-hops">{words.graph.maxHops}</label>
      <InputNumber id="max-hops" size="small" min={1} max={MOST_HOPS} value={wish.maxHops} onChange={(value) => change({ ...wish, maxHops: value ?? PLAIN_WISH.maxHops })} />
    </div>
  );
}
