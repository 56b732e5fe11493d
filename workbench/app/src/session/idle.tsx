import { Modal } from "antd";
import { useEffect, useRef, useState } from "react";
import { ask } from "../ask/ask";
import { CheckBasis } from "../generated/operations";
import { useTongue } from "../i18n/words";
import { useOfficer, useSession } from "./session-context";

/** How long before the end one is warned. */
const WARNING_SECONDS = 60;
const ACTS = ["pointerdown", "keydown", "wheel", "touchstart"] as const;

/** Reading and scrolling are work too, but only questions count at the hub: this is the smallest. */
function tellTheHub(): void {
  ask(CheckBasis, {}, { basis: null }).catch(() => null);
}

/** Seconds left to one who did nothing since `last`; both in milliseconds. */
export function leftOf(idleSeconds: number, last: number, now: number): number {
  return idleSeconds - (now - last) / 1000;
}

/** Warns whoever does nothing, then signs out. The hub counts for itself; acts are told to it now and then. */
export function IdleGuard() {
  const { idleSeconds } = useOfficer();
  const { leave } = useSession();
  const { words, format } = useTongue();
  const last = useRef(Date.now());
  const told = useRef(Date.now());
  const [left, setLeft] = useState<number | null>(null);

  useEffect(() => {
    if (idleSeconds <= 0) return undefined;
    const act = () => {
      // Once warned, only the answer to the warning counts.
      if (leftOf(idleSeconds, last.current, Date.now()) <= WARNING_SECONDS) return;
      last.current = Date.now();
      if (last.current - told.current > (idleSeconds * 1000) / 4) {
        told.current = last.current;
        tellTheHub();
      }
    };
    const tick = () => {
      const now = leftOf(idleSeconds, last.current, Date.now());
      if (now <= 0) void leave("idle");
      setLeft(now <= WARNING_SECONDS ? Math.max(0, now) : null);
    };
    for (const name of ACTS) window.addEventListener(name, act, { passive: true });
    const timer = setInterval(tick, 1000);
    return () => {
      for (const name of ACTS) window.removeEventListener(name, act);
      clearInterval(timer);
    };
  }, [idleSeconds, leave]);

  const stay = () => {
    last.current = Date.now();
    told.current = Date.now();
    setLeft(null);
    tellTheHub();
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
    </Modal>
  );
}
