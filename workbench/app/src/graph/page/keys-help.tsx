import { useTongue } from "../../i18n/words";

const KEYS = [
  ["← ↑ → ↓", "pan"],
  ["⇧ ← ↑ → ↓", "nudge"],
  ["+ −", "zoom"],
  ["0", "fit"],
  ["N B", "step"],
  ["Ctrl A", "all"],
  ["Esc", "none"],
  ["⇧", "more"],
  ["E", "expand"],
  ["V", "neighbours"],
  ["⇧ F10", "menu"],
  ["C", "centre"],
  ["P", "pin"],
  ["G U F", "group"],
  ["H Del", "hide"],
  ["Ctrl Z, Ctrl Y", "undo"],
] as const;

/** The keys of the drawing, as they are in `keys.ts`. */
export function KeysHelp() {
  const { words } = useTongue();
  return (
    <dl>
      {KEYS.map(([keys, name]) => (
        <div key={keys} className="key-line">
          <dt>
            <kbd>{keys}</kbd>
          </dt>
          <dd>{words.graph.keys[name]}</dd>
        </div>
      ))}
    </dl>
  );
}
