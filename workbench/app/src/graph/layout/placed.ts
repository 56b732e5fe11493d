import type { Chart } from "../chart/chart";
import type { News } from "../chart/knowledge";
import type { Placed } from "../chart/steps";
import { settled, type Pair } from "./arrivals";

/** Where new entities stand: beside what they are linked with, else beside the one that they were found from, else apart. */
export function placed(chart: Chart, news: News, from: string | null): readonly Placed[] {
  const again = news.nodes.flatMap(({ id }) => (chart.nodes.get(id)?.hidden === true ? [{ id, x: 0, y: 0 }] : []));
  const places = settled({
    places: chart.nodes,
    fresh: news.nodes.flatMap(({ id }) => (chart.nodes.has(id) ? [] : [id])),
    links: [...chart.links.values(), ...news.links].map(({ source, target }): Pair => [source, target]),
    from: from !== null && chart.nodes.has(from) ? from : null,
  });
  return [...[...places].map(([id, { x, y }]) => ({ id, x, y })), ...again];
}
