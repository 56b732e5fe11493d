/** Asks the hub for what a chart holds: what the officer may see of it now, on the present basis. */
import type { Extensions } from "../../ask/question";
import type { Ask } from "../../ask/use-ask";
import { inParts } from "../../entity/compose";
import { Around, ChartNodes, type LinkPartsFragment } from "../../generated/operations";
import { linkKey, type Chart, type LinkMark } from "../chart/chart";
import type { LinkFacts, News, NodeFacts } from "../chart/knowledge";
import { LINKS_AT_ONCE, linksQuestion } from "./compose";
import { linkFacts, nodeFacts } from "./read";

const NODES_AT_ONCE = 100;
export const MOST_AROUND = 200;
/** From this number of links on, one question for all around an entity is less work than one for each. */
const WORTH_IT = 3;

export async function askNodes(ask: Ask, ids: readonly string[], signal: AbortSignal): Promise<News> {
  const nodes: NodeFacts[] = [];
  const extensions: Extensions[] = [];
  for (const part of inParts(ids, NODES_AT_ONCE)) {
    const answer = await ask(ChartNodes, { ids: [...part] }, signal);
    extensions.push(answer.extensions);
    for (const node of answer.data.nodes ?? []) if (node !== null) nodes.push(nodeFacts(node));
  }
  return { nodes, links: [], extensions };
}

/** All links around an entity, as far as the hub lists them at once. */
export async function askAround(ask: Ask, id: string, signal: AbortSignal): Promise<News> {
  const { data, extensions } = await ask(Around, { id, hops: 1, limit: MOST_AROUND, links: null }, signal);
  return {
    nodes: data.neighbourhood?.nodes.map(({ node }) => nodeFacts(node)) ?? [],
    links: data.neighbourhood?.links.map(linkFacts) ?? [],
    extensions: [extensions],
  };
}

async function askLinks(ask: Ask, links: readonly LinkMark[], signal: AbortSignal): Promise<News> {
  const { question, variables } = linksQuestion(links);
  const { data, extensions } = await ask(question, variables, signal);
  const found = Object.values(data).flatMap((paths) => paths?.paths.flatMap(({ hops }) => hops.map(({ link }) => linkFacts(link as LinkPartsFragment))) ?? []);
  return { nodes: [], links: found, extensions: [extensions] };
}

/**
 * Entities first, then their links: with one question for all around an entity where many are missing, one by one for
 * the rest. `learned` gets the answers as they come.
 */
export async function askAgain(
  ask: Ask,
  chart: Chart,
  learned: (news: News) => void,
  progress: (done: number) => void,
  signal: AbortSignal,
): Promise<void> {
  const found = await askNodes(ask, [...chart.nodes.keys()], signal);
  learned(found);
  const there = new Set(found.nodes.map(({ id }) => id));
  const missing = new Map([...chart.links].filter(([, { source, target }]) => there.has(source) && there.has(target)));
  const all = Math.max(1, missing.size);
  const take = (links: readonly LinkFacts[], from: Extensions[]): void => {
    const wanted = links.filter((link) => chart.links.has(linkKey(link)));
    for (const link of wanted) missing.delete(linkKey(link));
    learned({ nodes: [], links: wanted, extensions: from });
    progress(1 - missing.size / all);
  };
  const tried = new Set<string>();
  for (let id = busiest(missing, tried); id !== null; id = busiest(missing, tried)) {
    tried.add(id);
    const news = await askAround(ask, id, signal);
    take(news.links, [...news.extensions]);
  }
  for (const part of inParts([...missing.values()], LINKS_AT_ONCE)) {
    const news = await askLinks(ask, part, signal);
    take(news.links, [...news.extensions]);
  }
}

function busiest(missing: ReadonlyMap<string, LinkMark>, tried: ReadonlySet<string>): string | null {
  const count = new Map<string, number>();
  for (const { source, target } of missing.values()) for (const id of [source, target]) count.set(id, (count.get(id) ?? 0) + 1);
  let [best, most]: [string | null, number] = [null, WORTH_IT - 1];
  for (const [id, links] of count) if (links > most && !tried.has(id)) [best, most] = [id, links];
  return best;
}
