/** Asks the hub for what a chart holds: what the officer may see of it now, on the present basis. */
import type { Answer, Question, Told } from "../../ask/question";
import { inParts } from "../../entity/compose";
import { Around, ChartNodes, type LinkPartsFragment } from "../../generated/operations";
import { linkKey, type Chart, type LinkMark } from "../chart/chart";
import type { LinkFacts, News, NodeFacts } from "../chart/knowledge";
import { LINKS_AT_ONCE, linksQuestion } from "./compose";
import { linkFacts, nodeFacts } from "./read";

export type Put = <Result, Variables extends Readonly<Record<string, unknown>>>(
  question: Question<Result, Variables>,
  variables: Variables,
  signal?: AbortSignal,
) => Promise<Answer<Result>>;

const NODES_AT_ONCE = 100;
export const MOST_AROUND = 200;
/** From so many links on, one question for all around an entity is less work than one for each. */
const WORTH_IT = 3;

export async function askNodes(put: Put, ids: readonly string[], signal: AbortSignal): Promise<News> {
  const nodes: NodeFacts[] = [];
  const told: Told[] = [];
  for (const part of inParts(ids, NODES_AT_ONCE)) {
    const answer = await put(ChartNodes, { ids: [...part] }, signal);
    told.push(answer.told);
    for (const node of answer.data.nodes ?? []) if (node !== null) nodes.push(nodeFacts(node));
  }
  return { nodes, links: [], told };
}

/** All links around an entity, as far as the hub lists them at once. */
export async function askAround(put: Put, id: string, signal: AbortSignal): Promise<News> {
  const { data, told } = await put(Around, { id, hops: 1, limit: MOST_AROUND, links: null }, signal);
  return {
    nodes: data.neighbourhood?.nodes.map(({ node }) => nodeFacts(node)) ?? [],
    links: data.neighbourhood?.links.map(linkFacts) ?? [],
    told: [told],
  };
}

async function askLinks(put: Put, links: readonly LinkMark[], signal: AbortSignal): Promise<News> {
  const { question, variables } = linksQuestion(links);
  const { data, told } = await put(question, variables, signal);
  const found = Object.values(data).flatMap((paths) => paths?.paths.flatMap(({ hops }) => hops.map(({ link }) => linkFacts(link as LinkPartsFragment))) ?? []);
  return { nodes: [], links: found, told: [told] };
}

/**
 * Entities first, then their links: with one question for all around an entity where many are missing, one by one for
 * the rest. `learned` gets the answers as they come.
 */
export async function askAgain(
  put: Put,
  chart: Chart,
  learned: (news: News) => void,
  told: (done: number) => void,
  signal: AbortSignal,
): Promise<void> {
  const found = await askNodes(put, [...chart.nodes.keys()], signal);
  learned(found);
  const there = new Set(found.nodes.map(({ id }) => id));
  const missing = new Map([...chart.links].filter(([, { source, target }]) => there.has(source) && there.has(target)));
  const all = Math.max(1, missing.size);
  const take = (links: readonly LinkFacts[], from: Told[]): void => {
    const wanted = links.filter((link) => chart.links.has(linkKey(link)));
    for (const link of wanted) missing.delete(linkKey(link));
    learned({ nodes: [], links: wanted, told: from });
    told(1 - missing.size / all);
  };
  const tried = new Set<string>();
  for (let id = busiest(missing, tried); id !== null; id = busiest(missing, tried)) {
    tried.add(id);
    const news = await askAround(put, id, signal);
    take(news.links, [...news.told]);
  }
  for (const part of inParts([...missing.values()], LINKS_AT_ONCE)) {
    const news = await askLinks(put, part, signal);
    take(news.links, [...news.told]);
  }
}

function busiest(missing: ReadonlyMap<string, LinkMark>, tried: ReadonlySet<string>): string | null {
  const count = new Map<string, number>();
  for (const { source, target } of missing.values()) for (const id of [source, target]) count.set(id, (count.get(id) ?? 0) + 1);
  let [best, most]: [string | null, number] = [null, WORTH_IT - 1];
  for (const [id, links] of count) if (links > most && !tried.has(id)) [best, most] = [id, links];
  return best;
}
