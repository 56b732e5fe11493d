import { Button, Checkbox, Flex, Typography } from "antd";
import { useState } from "react";
import { useQuestion } from "../../ask/use-question";
import { Shared, type SharedQuery } from "../../generated/operations";
import { useTongue } from "../../i18n/words";
import { argumentOf, linkLabel } from "../../model/model";
import { Failure, Loading, Nothing } from "../../shell/states";
import { linkFacts, nodeFacts } from "../asking/read";
import { Sign } from "../page/legend";
import { useGraph } from "./graph-context";
import { PLAIN_WISH } from "./path-wish";

const FIRST = 50;

type Entity = NonNullable<SharedQuery["inCommon"]>["entities"][number];

/** What the chosen are all linked with, whether it is on the chart or not. */
export function InCommon({ ids }: { readonly ids: readonly string[] }) {
  const { words, language } = useTongue();
  const { chart, bringAll } = useGraph();
  const [everybody, setEverybody] = useState(false);
  const avoidKinds = everybody ? [] : PLAIN_WISH.kinds.map(argumentOf);
  const { answer, asking, error, again } = useQuestion(Shared, { of: [...ids], avoidKinds, first: FIRST });
  const found = answer?.data.inCommon?.entities ?? [];
  const add = (entities: readonly Entity[]) => {
    if (answer === null) return;
    const { extensions } = answer;
    bringAll(entities.map(({ node, links }) => ({ from: ids[0] ?? null, news: { nodes: [nodeFacts(node)], links: links.map(linkFacts), extensions: [extensions] } })));
  };
  const fresh = found.filter(({ node }) => !chart.nodes.has(node.id));
  return (
    <Flex vertical gap="small">
      <Checkbox checked={everybody} onChange={({ target }) => setEverybody(target.checked)}>
        {words.graph.alsoOffices}
      </Checkbox>
      {error !== null && <Failure error={error} again={again} />}
      {asking && answer === null && <Loading rows={2} />}
      {answer !== null && found.length === 0 && <Nothing text={words.graph.nothingInCommon} />}
      <ul className="expand">
        {found.map((entity) => {
          const { node, links } = entity;
          const name = node.label ?? words.common.unknown;
          const there = chart.nodes.has(node.id);
          return (
            <li key={node.id} className="expand-line">
              <Sign kind={node.__typename} />
              <span className="grow">
                {name} <Typography.Text type="secondary">{[...new Set(links.map(({ kind }) => linkLabel(kind, language)))].join(" · ")}</Typography.Text>
              </span>
              <Button size="small" disabled={there} aria-label={`${words.search.addToGraph}: ${name}`} onClick={() => add([entity])}>
                {there ? words.graph.onChart : words.graph.bringAround}
              </Button>
            </li>
          );
        })}
      </ul>
      {fresh.length > 1 && (
        <Button size="small" onClick={() => add(fresh)}>
          {words.graph.addAll}
        </Button>
      )}
      {answer?.data.inCommon?.moreExist === true && <Typography.Text type="warning">{words.graph.moreInCommon(String(FIRST))}</Typography.Text>}
    </Flex>
  );
}
