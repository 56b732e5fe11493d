/** Keys of the drawing; each is also a button. */
import type { KeyboardEvent } from "react";
import { NOTHING_CHOSEN } from "../drawing/drawing";
import type { GraphNow } from "../panels/graph-context";

const PAN = 60;
const NUDGE = 24;
const ARROWS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

export function onKeys({ commands, act, chart, chosen, setChosen, controls, expansion }: GraphNow, openMenu: () => void) {
  return (event: KeyboardEvent): void => {
    const { key, shiftKey } = event;
    const control = event.ctrlKey || event.metaKey;
    const arrow = ARROWS[key];
    const anything = chosen.nodes.length + chosen.links.length > 0;
    const does = ((): (() => void) | null => {
      if (arrow !== undefined) {
        const [x, y] = arrow;
        if (shiftKey && chosen.nodes.length > 0) return () => commands.nudge(x * NUDGE, y * NUDGE);
        return () => controls.current?.panBy(-x * PAN, -y * PAN);
      }
      if (control) {
        if (key.toLowerCase() === "z") return () => act({ type: shiftKey ? "redo" : "undo" });
        if (key.toLowerCase() === "y") return () => act({ type: "redo" });
        return key.toLowerCase() === "a" ? commands.all : null;
      }
      if (event.altKey) return null;
      if (key === "ContextMenu" || (key === "F10" && shiftKey)) return openMenu;
      switch (key) {
        case "Enter":
        case "e":
          return chosen.nodes.length > 0 ? () => expansion.expand(chosen.nodes) : null;
        case "v":
          return chosen.nodes.length > 0 ? commands.neighbours : null;
        case "+":
        case "=":
          return () => controls.current?.zoomBy(1.25);
        case "-":
          return () => controls.current?.zoomBy(0.8);
        case "0":
          return () => controls.current?.fit();
        case "n":
          return () => commands.next(1);
        case "b":
          return () => commands.next(-1);
        case "Escape":
          return () => setChosen(NOTHING_CHOSEN);
        case "p":
          return anything ? commands.pin : null;
        case "g":
          return chosen.nodes.length > 1 ? commands.group : null;
        case "u":
          return anything ? commands.ungroup : null;
        case "f":
          return anything ? commands.fold : null;
        case "h":
          return anything ? commands.hide : null;
        case "c":
          return anything ? commands.centre : null;
        case "Delete":
        case "Backspace":
          return anything ? commands.remove : null;
        default:
          return null;
      }
    })();
    if (does === null || (chart.nodes.size === 0 && does !== openMenu)) return;
    event.preventDefault();
    does();
  };
}
