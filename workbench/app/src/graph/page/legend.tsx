import { useTongue } from "../../i18n/words";
import { entityLabel } from "../../model/model";
import { fillOf, signOf } from "../drawing/palette";

interface LegendProps {
  readonly kinds: ReadonlyMap<string, number>;
  readonly leftOut: readonly string[];
  /** Flags on what is shown. */
  readonly flags: number;
  readonly toggle: (kind: string) => void;
}

/** The signs and colours, with how many there are; each can be left out with a click. */
export function Legend({ kinds, leftOut, flags, toggle }: LegendProps) {
  const { words, language, format } = useTongue();
  return (
    <ul className="legend" aria-label={words.graph.legend}>
      {[...kinds].map(([kind, count]) => (
        <li key={kind}>
          <button type="button" aria-pressed={!leftOut.includes(kind)} title={words.graph.toggleKind} onClick={() => toggle(kind)}>
            <Sign kind={kind} />
            <span className="legend-name">{entityLabel(kind, language)}</span>
            <span className="count">{format.number(count)}</span>
          </button>
        </li>
      ))}
      {flags > 0 && (
        <li className="legend-flags">
          <Sign kind="Flag" />
          <span className="legend-name">{words.graph.flagged}</span>
          <span className="count">{format.number(flags)}</span>
        </li>
      )}
    </ul>
  );
}

export function Sign({ kind }: { readonly kind: string }) {
  const { language } = useTongue();
  return (
    <span className="sign" aria-hidden="true" style={{ background: fillOf(kind) }}>
      {signOf(kind, language)}
    </span>
  );
}
