import { Button, Flex, Progress } from "antd";
import { opensGraph, useBasis } from "../../basis/basis";
import { useTongue } from "../../i18n/words";
import { Notice } from "../../shell/notice";
import type { ChartNow } from "../asking/use-chart";
import { useGraph } from "../panels/graph-context";

/** How many links of the chart the hub no longer knows, although it knows both ends. */
function lostLinks({ chart, known }: ChartNow): number {
  let lost = 0;
  for (const [key, { source, target }] of chart.links) {
    if (known.nodes.has(source) && known.nodes.has(target) && !known.links.has(key)) lost += 1;
  }
  return lost;
}

/** What the hub is asked for; stands among the tools, so that the drawing stays where it is. */
export function ChartWork({ giveUp }: { readonly giveUp: () => void }) {
  const { words } = useTongue();
  const { work } = useGraph();
  if (work === null) return null;
  return (
    <Flex gap="small" align="center" role="status">
      <span>{words.graph.asking}</span>
      {work.done !== null && <Progress className="work" percent={Math.round(work.done * 100)} size="small" aria-label={words.graph.asking} />}
      <Button size="small" onClick={giveUp}>
        {words.common.cancel}
      </Button>
    </Flex>
  );
}

/** What of the chart the hub tells nothing of. */
export function ChartStatus() {
  const { words, format } = useTongue();
  const { purpose } = useBasis();
  const now = useGraph();
  if (now.work !== null) return null;
  // On a basis that opens nothing of the graph the hub tells nothing at all, and the page says that instead.
  const [unknown, links] = opensGraph(purpose) ? [now.seen.left.unknown, lostLinks(now)] : [0, 0];
  if (unknown + links === 0) return null;
  return (
    <Notice
      kind="warning"
      text={words.graph.notVisible(format.number(unknown), format.number(links))}
      more={words.graph.notVisibleText}
      action={<Button onClick={now.again}>{words.common.again}</Button>}
    />
  );
}
