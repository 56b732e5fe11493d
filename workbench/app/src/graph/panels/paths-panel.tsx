import { Button, Flex, Typography } from "antd";
import { useEffect, useState } from "react";
import { useAsk } from "../../ask/use-ask";
import { useWork } from "../../ask/use-work";
import { Between, type BetweenQuery } from "../../generated/operations";
import { useTongue } from "../../i18n/words";
import { Notice } from "../../shell/notice";
import { Failure, Nothing } from "../../shell/states";
import { isOpen, narrowing, type Path } from "../asking/unfiltered";
import { linkKey } from "../chart/chart";
import type { News } from "../chart/knowledge";
import { NOTHING_CHOSEN } from "../drawing/drawing";
import { useGraph } from "./graph-context";
import { newsOf, OnePath } from "./one-path";
import { PathWishForm, PLAIN_WISH } from "./path-wish";
import { useNames } from "./use-names";

interface Answered {
  readonly from: string;
  readonly to: string;
  readonly found: BetweenQuery["paths"];
  readonly paths: readonly Path[];
  /** This number of paths passes through what is left out. */
  readonly leftOut: number;
  readonly extensions: News["extensions"];
}

const SHORTEST = 5;
/** Some of those that the hub finds pass through what is left out. */
const SHORTEST_OF_ALL = 20;

/** The shortest ways between two ends, hop by hop with what each rests on. */
export function PathsPanel() {
  const { words, format } = useTongue();
  const put = useAsk();
  const { chart, known, bring, setWay, ends, seeking, sought, work: coming } = useGraph();
  const { name } = useNames(known);
  const [wish, setWish] = useState(PLAIN_WISH);
  const [answer, setAnswer] = useState<Answered | null>(null);
  const { work, error, run, again, giveUp } = useWork();
  const { from, to } = ends;
  const ready = from !== null && to !== null && from !== to;
  const day = chart.filters.day;

  const find = async (signal: AbortSignal) => {
    if (!ready) return;
    setAnswer(null);
    // What was found before no longer stands out.
    setWay(NOTHING_CHOSEN);
    const { shown, maxHops } = wish;
    const { data, extensions } = await put(Between, { from, to, maxHops, ...narrowing(wish, chart), at: day, first: shown ? SHORTEST_OF_ALL : SHORTEST }, signal);
    const found = data.paths?.paths ?? [];
    const open = shown ? found.filter((path) => isOpen(path, chart)) : found;
    setAnswer({ from, to, found: data.paths, paths: open.slice(0, SHORTEST), leftOut: found.length - open.length, extensions: [extensions] });
  };
  useEffect(() => {
    if (!seeking || coming !== null) return;
    sought();
    if (ready) void run(find);
    // Both ends are there once what was handed over has come.
  }, [seeking, coming, ready]);

  const show = (paths: readonly Path[]) => {
    const parts = paths.map(newsOf);
    const [nodes, links] = [parts.flatMap((part) => part.nodes), parts.flatMap((part) => part.links)];
    bring({ nodes, links, extensions: answer?.extensions ?? [] }, answer?.from ?? null);
    setWay({ nodes: nodes.map(({ id }) => id), links: links.map(linkKey) });
  };

  return (
    <Flex vertical gap="small">
      <PathWishForm wish={wish} change={setWish} />
      <Flex gap="small" align="center" wrap>
        <Button type="primary" size="small" disabled={!ready} loading={work !== null} onClick={() => void run(find)}>
          {words.graph.findPaths}
        </Button>
        {work !== null && (
          <Button size="small" onClick={giveUp}>
            {words.common.cancel}
          </Button>
        )}
        {!ready && <Typography.Text type="secondary">{words.graph.pathsNeedTwo}</Typography.Text>}
      </Flex>
      {day !== null && <Typography.Text type="secondary">{words.graph.pathsAsOf(format.day(day))}</Typography.Text>}
      {error !== null && <Failure error={error} again={again} />}
      {answer !== null && <Found answer={answer} title={`${name(answer.from)} ↔ ${name(answer.to)}`} show={show} />}
    </Flex>
  );
}

interface FoundProps {
  readonly answer: Answered;
  readonly title: string;
  readonly show: (paths: readonly Path[]) => void;
}

function Found({ answer: { paths, leftOut, found }, title, show }: FoundProps) {
  const { words, format } = useTongue();
  return (
    <section aria-label={title}>
      <Flex vertical gap="small">
        <Typography.Text strong>{title}</Typography.Text>
        {paths.length === 0 && <Nothing text={leftOut === 0 ? words.graph.noPath : words.graph.noOpenPath} hint={words.graph.noPathHint} />}
        {leftOut > 0 && <Notice kind="info" text={words.graph.pathsLeftOut(format.number(leftOut))} />}
        {paths.map((path, at) => (
          <OnePath key={at} path={path} show={() => show([path])} />
        ))}
        {paths.length > 1 && (
          <Button size="small" onClick={() => show(paths)}>
            {words.graph.showAllPaths}
          </Button>
        )}
        {found?.moreOfThisLength === true && <Notice kind="info" text={words.graph.morePaths} />}
        {paths.length > 0 && found?.longerMayExist === true && <Typography.Text type="secondary">{words.graph.longerPaths}</Typography.Text>}
      </Flex>
    </section>
  );
}
