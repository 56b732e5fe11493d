import { useFeedText } from "../../entity/use-feed-text";
import type { Mark } from "../../export/table";
import { useTongue } from "../../i18n/words";
import { entityLabel, linkLabel } from "../../model/model";
import type { Flagged } from "../chart/flag-marks";
import type { Knowledge } from "../chart/knowledge";
import type { Visible } from "../chart/visible";
import { useDetailText, useNames } from "../panels/use-names";

interface PrintSheetProps {
  readonly image: string;
  readonly marks: readonly Mark[];
  readonly numbers: ReadonlyMap<string, number>;
  readonly seen: Visible;
  readonly known: Knowledge;
  readonly flagged: Flagged;
}

/** The relation chart on paper: the drawing with numbered links, and for each number what it rests on. */
export function PrintSheet({ image, marks, numbers, seen, known, flagged }: PrintSheetProps) {
  const { words, language, format } = useTongue();
  const { name } = useNames(known);
  const detailText = useDetailText();
  const feedText = useFeedText();
  const day = (value: string | null): string => (value === null ? "" : format.day(value));
  const flags = (count: number | undefined): string => (count === undefined ? "" : words.graph.flagCount(format.number(count)));
  return (
    <div className="print-sheet">
      <h1>{words.graph.chartOf}</h1>
      <dl>
        {marks.map(([term, value], at) => (
          <div key={at}>
            <dt>{term}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <img src={image} alt={words.graph.chartOf} />
      <h2>{words.graph.evidence}</h2>
      <table>
        <thead>
          <tr>
            {["", words.graph.from, words.entity.kind, words.graph.to, words.graph.details, words.entity.since, words.entity.until, words.entity.source, words.entity.lastSeen, words.flags.title].map((head, at) => (
              <th key={at}>{head}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {seen.links.flatMap(({ key, records }) =>
            records.map((record, at) => (
              <tr key={`${key} ${at}`}>
                <td>[{numbers.get(key)}]</td>
                <td>{name(record.source)}</td>
                <td>{linkLabel(record.kind, language)}</td>
                <td>{name(record.target)}</td>
                <td>{detailText(record)}</td>
                <td>{day(record.since)}</td>
                <td>{day(record.until)}</td>
                <td>
                  {[feedText(record.provenance.source), record.provenance.batch].filter(Boolean).join(" · ")}
                </td>
                <td>{day(record.provenance.lastSeen)}</td>
                <td>{flags(flagged.links.get(key))}</td>
              </tr>
            )),
          )}
        </tbody>
      </table>
      <h2>{words.graph.nodes}</h2>
      <table>
        <thead>
          <tr>
            {[words.search.kind, words.search.name, words.entity.source, words.entity.lastSeen, words.flags.title].map((head) => (
              <th key={head}>{head}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {seen.nodes.map(({ id, facts }) => (
            <tr key={id}>
              <td>{entityLabel(facts.kind, language)}</td>
              <td>{facts.label ?? words.common.unknown}</td>
              <td>{feedText(facts.provenance.source)}</td>
              <td>{day(facts.provenance.lastSeen)}</td>
              <td>{flags(flagged.nodes.get(id))}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
