import { Button, Flex, InputNumber, Radio } from "antd";
import { useState } from "react";
import { useAsk } from "../../ask/use-ask";
import { useWork } from "../../ask/use-work";
import { Around } from "../../generated/operations";
import { useTongue } from "../../i18n/words";
import { Notice } from "../../shell/notice";
import { Failure } from "../../shell/states";
import { linkFacts, nodeFacts } from "../asking/read";
import { useGraph } from "./graph-context";

const MOST = 200;

interface Said {
  readonly count: number;
  readonly truncated: boolean;
  readonly hubs: number;
}

/** Everything within a few hops, at most as many as one says; what was left out is said. */
export function Surroundings({ id }: { readonly id: string }) {
  const { bring } = useGraph();
  const { words, format } = useTongue();
  const put = useAsk();
  const [hops, setHops] = useState(1);
  const [limit, setLimit] = useState(50);
  const [said, setSaid] = useState<Said | null>(null);
  const { work, error, run, again, giveUp } = useWork();
  const find = (signal: AbortSignal) =>
    put(Around, { id, hops, limit, links: null }, signal).then(({ data, extensions }) => {
      const found = data.neighbourhood;
      if (found === null) {
        setSaid({ count: 0, truncated: false, hubs: 0 });
        return;
      }
      bring({ nodes: found.nodes.map(({ node }) => nodeFacts(node)), links: found.links.map(linkFacts), extensions: [extensions] }, id);
      setSaid({ count: found.nodes.length, truncated: found.truncated, hubs: found.notWalked.length });
    });
  return (
    <Flex vertical gap="small">
      <Flex gap="small" align="center" wrap>
        <Radio.Group size="small" aria-label={words.graph.hops} value={hops} onChange={({ target }) => setHops(Number(target.value))}>
          {[1, 2, 3].map((each) => (
            <Radio.Button key={each} value={each}>
              {words.graph.hopCount(each)}
            </Radio.Button>
          ))}
        </Radio.Group>
        <label htmlFor="around-limit">{words.graph.atMost}</label>
        <InputNumber id="around-limit" size="small" min={2} max={MOST} value={limit} onChange={(value) => setLimit(value ?? MOST)} />
        <Button size="small" type="primary" loading={work !== null} onClick={() => void run(find)}>
          {words.graph.bringAround}
        </Button>
        {work !== null && (
          <Button size="small" onClick={giveUp}>
            {words.common.cancel}
          </Button>
        )}
      </Flex>
      {error !== null && <Failure error={error} again={again} />}
      {said !== null && error === null && (
        <Notice
          kind={said.truncated || said.hubs > 0 ? "warning" : "info"}
          text={words.graph.aroundFound(format.number(said.count))}
          more={
            <>
              {said.truncated && <div>{words.graph.aroundTruncated}</div>}
              {said.hubs > 0 && <div>{words.graph.aroundHubs(format.number(said.hubs))}</div>}
            </>
          }
        />
      )}
    </Flex>
  );
}
