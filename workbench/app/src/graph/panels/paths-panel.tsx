import { Button, Card, Flex, InputNumber, Radio, Typography } from "antd";
import { useState } from "react";
import { useAsk } from "../../ask/use-ask";
import { useWork } from "../../ask/use-work";
import { Between, type BetweenQuery, type LinkKind } from "../../generated/operations";
import { useTongue } from "../../i18n/words";
import { Notice } from "../../shell/notice";
import { Failure, Nothing } from "../../shell/states";
import { linkFacts, nodeFacts } from "../asking/read";
import { isOpen, openLinks, type Path } from "../asking/unfiltered";
import { linkKey } from "../chart/chart";
import { learn, NOTHING_KNOWN, type News } from "../chart/knowledge";
import type { Chosen } from "../drawing/drawing";
import { Sign } from "../page/legend";
import { useNames } from "./use-names";
import { LinkBrief } from "./facts";
import { useGraph } from "./graph-context";

type Found = NonNullable<BetweenQuery["paths"]>;

interface Answered {
  readonly from: string;
  readonly to: string;
  readonly found: Found | null;
  readonly paths: readonly Path[];
  /** This number of paths passes through what is left out. */
  readonly leftOut: number;
  readonly news: News;
}

const MOST_HOPS = 6;
/** Every two of this number: six questions. */
const MOST_CHOSEN = 4;
const SHORTEST = 5;
/** Some of those that the hub finds pass through what is left out. */
const SHORTEST_OF_ALL = 25;

function newsOf(path: Path): Omit<News, "extensions"> {
  return { nodes: path.hops.flatMap(({ from, to }) => [nodeFacts(from), nodeFacts(to)]), links: path.hops.map(({ link }) => linkFacts(link)) };
}

const wayOf = (path: Path): Chosen => {
  const { nodes, links } = newsOf(path);
  return { nodes: [...new Set(nodes.map(({ id }) => id))], links: links.map(linkKey) };
};

/** The shortest ways between every two of what is chosen, hop by hop with what each rests on. */
export function PathsPanel() {
  const { words, format } = useTongue();
  const put = useAsk();
  const { chart, known, bring, chosen, setWay } = useGraph();
  const { name } = useNames(known);
  const [maxHops, setMaxHops] = useState(4);
  const [only, setOnly] = useState<"all" | "shown">("all");
  const [answers, setAnswers] = useState<readonly Answered[]>([]);
  const { work, error, run, again, giveUp } = useWork();
  const ids = chosen.nodes.slice(0, MOST_CHOSEN);
  const pairs = ids.flatMap((from, at) => ids.slice(at + 1).map((to) => [from, to] as const));
  const day = chart.filters.day;
  const kinds: readonly LinkKind[] | null = only === "all" ? null : openLinks(chart.filters);

  const find = async (signal: AbortSignal) => {
    setAnswers([]);
    for (const [from, to] of pairs) {
      const variables = { from, to, maxHops, links: kinds === null ? null : [...kinds], at: day, first: only === "all" ? SHORTEST : SHORTEST_OF_ALL };
      const { data, extensions } = await put(Between, variables, signal);
      const found = data.paths?.paths ?? [];
      const open = only === "all" ? found : found.filter((path) => isOpen(path, chart));
      const paths = open.slice(0, SHORTEST);
      const parts = paths.map(newsOf);
      const news = { nodes: parts.flatMap(({ nodes }) => nodes), links: parts.flatMap(({ links }) => links), extensions: [extensions] };
      setAnswers((was) => [...was, { from, to, found: data.paths, paths, leftOut: found.length - open.length, news }]);
    }
  };
  const show = ({ from, news }: Answered, paths: readonly Path[]) => {
    const parts = paths.map(newsOf);
    bring({ nodes: parts.flatMap(({ nodes }) => nodes), links: parts.flatMap(({ links }) => links), extensions: news.extensions }, from);
    const ways = paths.map(wayOf);
    setWay({ nodes: ways.flatMap(({ nodes }) => nodes), links: ways.flatMap(({ links }) => links) });
  };

  return (
    <Flex vertical gap="small">
      <Typography.Text>{ids.length < 2 ? words.graph.pathsNeedTwo : ids.map(name).join(" ↔ ")}</Typography.Text>
      {chosen.nodes.length > MOST_CHOSEN && <Typography.Text type="warning">{words.graph.pathsFirst(String(MOST_CHOSEN))}</Typography.Text>}
      <Flex gap="small" align="center" wrap>
        <label htmlFor="max-hops">{words.graph.maxHops}</label>
        <InputNumber id="max-hops" size="small" min={1} max={MOST_HOPS} value={maxHops} onChange={(value) => setMaxHops(value ?? 4)} />
        <Radio.Group size="small" value={only} onChange={({ target }) => setOnly(target.value === "shown" ? "shown" : "all")}>
          <Radio.Button value="all">{words.graph.allKinds}</Radio.Button>
          <Radio.Button value="shown">{words.graph.filteredKinds}</Radio.Button>
        </Radio.Group>
        <Button type="primary" size="small" disabled={pairs.length === 0} loading={work !== null} onClick={() => void run(find)}>
          {words.graph.findPaths}
        </Button>
        {work !== null && (
          <Button size="small" onClick={giveUp}>
            {words.common.cancel}
          </Button>
        )}
      </Flex>
      {day !== null && <Typography.Text type="secondary">{words.graph.pathsAsOf(format.day(day))}</Typography.Text>}
      {error !== null && <Failure error={error} again={again} />}
      {answers.map((answer) => {
        const { paths, leftOut } = answer;
        return (
          <section key={`${answer.from} ${answer.to}`} aria-label={`${name(answer.from)} ↔ ${name(answer.to)}`}>
            {pairs.length > 1 && <Typography.Text strong>{`${name(answer.from)} ↔ ${name(answer.to)}`}</Typography.Text>}
            {paths.length === 0 && <Nothing text={leftOut === 0 ? words.graph.noPath : words.graph.noOpenPath} hint={words.graph.noPathHint} />}
            {leftOut > 0 && <Notice kind="info" text={words.graph.pathsLeftOut(format.number(leftOut))} />}
            <Flex vertical gap="small">
              {paths.map((path, at) => (
                <OnePath key={at} path={path} show={() => show(answer, [path])} />
              ))}
              {paths.length > 1 && (
                <Button size="small" onClick={() => show(answer, paths)}>
                  {words.graph.showAllPaths}
                </Button>
              )}
              {answer.found?.moreOfThisLength === true && <Notice kind="info" text={words.graph.morePaths} />}
              {answer.found?.longerMayExist === true && <Typography.Text type="secondary">{words.graph.longerPaths}</Typography.Text>}
            </Flex>
          </section>
        );
      })}
    </Flex>
  );
}

function OnePath({ path, show }: { readonly path: Path; readonly show: () => void }) {
  const { words, format } = useTongue();
  const known = learn(NOTHING_KNOWN, { ...newsOf(path), extensions: [] });
  const { name, read } = useNames(known);
  return (
    <Card
      size="small"
      title={words.graph.pathLength(format.number(path.length))}
      extra={
        <Button size="small" onClick={show}>
          {words.graph.showPath}
        </Button>
      }
    >
      <ol className="path">
        {path.hops.map(({ from, to, link }, at) => {
          const facts = linkFacts(link);
          return (
            <li key={at}>
              <Flex gap={6} align="center">
                <Sign kind={from.__typename} /> {name(from.id)} → <Sign kind={to.__typename} /> {name(to.id)}
              </Flex>
              <LinkBrief link={{ ...facts, hidden: false, key: linkKey(facts), records: [facts] }} text={read(facts)} />
            </li>
          );
        })}
      </ol>
    </Card>
  );
}
