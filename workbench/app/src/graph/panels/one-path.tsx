import { Button, Card, Flex, Tag } from "antd";
import { useTongue } from "../../i18n/words";
import { linkLabel, linkOf } from "../../model/model";
import { linkFacts, nodeFacts } from "../asking/read";
import type { Path } from "../asking/unfiltered";
import { learn, NOTHING_KNOWN, type News } from "../chart/knowledge";
import { Sign } from "../page/legend";
import { Records } from "./facts";
import { useNames } from "./use-names";

export function newsOf({ hops }: Path): Omit<News, "extensions"> {
  return { nodes: hops.flatMap(({ from, to }) => [nodeFacts(from), nodeFacts(to)]), links: hops.map(({ link }) => linkFacts(link)) };
}

/** The kind of a link between two that stand beside it, with the way it leads. */
function directed(kind: string, along: boolean, label: string): string {
  if (linkOf(kind)?.symmetric === true) return `— ${label} —`;
  return along ? `— ${label} →` : `← ${label} —`;
}

/** A path, hop by hop, each with what it rests on. */
export function OnePath({ path, show }: { readonly path: Path; readonly show: () => void }) {
  const { words, language, format } = useTongue();
  const { name } = useNames(learn(NOTHING_KNOWN, { ...newsOf(path), extensions: [] }));
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
        {path.hops.map(({ from, to, link, along }, at) => (
          <li key={at}>
            <Flex gap={6} align="center" wrap>
              <Sign kind={from.__typename} /> {name(from.id)} <Tag>{directed(link.kind, along, linkLabel(link.kind, language))}</Tag>
              <Sign kind={to.__typename} /> {name(to.id)}
            </Flex>
            <Records records={[linkFacts(link)]} />
          </li>
        ))}
      </ol>
    </Card>
  );
}
