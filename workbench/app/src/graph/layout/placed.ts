import type { Chart } from "../chart/chart";
import type { News } from "../chart/knowledge";
import type { Placed } from "../chart/steps";
import { around, beside, type Line } from "./around";

/** Where new entities stand: around the one that they were found from, else beside what is there. */
export function placed(chart: Chart, news: News, from: string | null): readonly Placed[] {
  const taken = [...chart.nodes.values()];
  const fresh = news.nodes.filter(({ id }) => !chart.nodes.has(id));
  const origin = from === null ? undefined : chart.nodes.get(from);
  const known = news.nodes.flatMap(({ id }) => (chart.nodes.get(id)?.hidden === true ? [{ id, x: 0, y: 0 }] : []));
  if (origin !== undefined) {
    const lines = [...chart.links.values()].flatMap(({ source, target }): Line[] => {
      const [one, other] = [chart.nodes.get(source), chart.nodes.get(target)];
      return one === undefined || other === undefined ? [] : [[one, other]];
    });
    const places = around(origin, fresh.length, taken, lines);
    return [...fresh.map(({ id }, at) => ({ id, ...(places[at] ?? origin) })), ...known];
  }
  const start = beside(taken);
  const places = [start, ...around(start, Math.max(0, fresh.length - 1), taken)];
  return [...fresh.map(({ id }, at) => ({ id, ...(places[at] ?? start) })), ...known];
}
