import { Modal } from "antd";
import { useEffect, useRef, useState } from "react";
import { ask } from "../ask/ask";
import type { Asker } from "../ask/question";
import { useBasis } from "../basis/basis";
import { CheckBasis, SaveChart } from "../generated/operations";
import { today } from "../graph/chart/days";
import { useUnsaved } from "../graph/graph-session";
import { useTongue } from "../i18n/words";
import { useOfficer, useSession } from "./session-context";
import { hear, tell } from "./tabs";

/** How long before the end one is warned. */
const WARNING_SECONDS = 60;
/** Other tabs hear of acts this often at most. */
const SAYING_MS = 5000;
/** So long the hub may take to keep a chart of somebody who is away. */
const KEEPING_MS = 5000;
const ACTS = ["pointerdown", "keydown", "wheel", "touchstart"] as const;

/** Reading and scrolling are work too, but only questions count at the hub: this is the smallest. */
function tellTheHub(asker: Asker): void {
  ask(CheckBasis, {}, { asker, basis: null }).catch(() => null);
}

/** Seconds left to one who did nothing since `last`; both in milliseconds. */
export function leftOf(idleSeconds: number, last: number, now: number): number {
  return idleSeconds - (now - last) / 1000;
}

/** Warns an officer who does nothing, then signs out. The hub counts for itself and hears of acts now and then. */
export function IdleGuard() {
  const { idleSeconds, officer } = useOfficer();
  const { leave } = useSession();
  const { words, format } = useTongue();
  const last = useRef(Date.now());
  const extensions = useRef(Date.now());
  const said = useRef(Date.now());
  const [left, setLeft] = useState<number | null>(null);
  const unsaved = useUnsaved();
  const { basis } = useBasis();
  const keep = useRef(async (): Promise<void> => {});
  keep.current = async () => {
    const draft = unsaved();
    if (draft === null) return;
    // A time of day beside a day would look like a number to the hub, and titles hold none.
    const title = words.graph.draft(today(new Date()));
    const saving = ask(SaveChart, { key: crypto.randomUUID(), title, content: draft(), id: null }, { asker: officer, basis });
    // An officer who is away is signed out, whether the hub could keep the chart or not.
    await Promise.race([saving, new Promise((late) => setTimeout(late, KEEPING_MS))]).catch(() => null);
  };

  useEffect(() => {
    if (idleSeconds <= 0) return undefined;
    const act = () => {
      // Once warned, only the answer to the warning counts.
      if (leftOf(idleSeconds, last.current, Date.now()) <= WARNING_SECONDS) return;
      last.current = Date.now();
      if (last.current - extensions.current > (idleSeconds * 1000) / 4) {
        extensions.current = last.current;
        tellTheHub(officer);
      }
      if (last.current - said.current > SAYING_MS) {
        said.current = last.current;
        tell("acted");
      }
    };
    // Who works in another tab is not idle in this one.
    const elsewhere = () => {
      last.current = Date.now();
    };
    const tick = () => {
      const now = leftOf(idleSeconds, last.current, Date.now());
      if (now <= 0) {
        clearInterval(timer);
        void keep.current().finally(() => leave("idle"));
      }
      setLeft(now <= WARNING_SECONDS ? Math.max(0, now) : null);
    };
    for (const name of ACTS) window.addEventListener(name, act, { passive: true });
    const timer = setInterval(tick, 1000);
    const deaf = hear("acted", elsewhere);
    return () => {
      deaf();
      for (const name of ACTS) window.removeEventListener(name, act);
      clearInterval(timer);
    };
  }, [idleSeconds, leave, officer]);

  const stay = () => {
    last.current = Date.now();
    extensions.current = Date.now();
    setLeft(null);
    tellTheHub(officer);
    tell("acted");
  };

  return (
    <Modal
      open={left !== null}
      title={words.idle.title}
      closable={false}
      mask={{ closable: false }}
      okText={words.idle.stay}
      cancelText={words.signIn.out}
      onOk={stay}
      onCancel={() => void leave(null)}
    >
      <p role="status">{words.idle.text(format.duration(left ?? 0))}</p>
      {left !== null && unsaved() !== null && <p>{words.idle.draft}</p>}
    </Modal>
  );
}
