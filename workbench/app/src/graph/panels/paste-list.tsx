import { Button, Flex, Input, Modal, Progress, Select, Table, Tag } from "antd";
import { useState } from "react";
import { useAsk } from "../../ask/use-ask";
import { useWork } from "../../ask/use-work";
import { Search } from "../../generated/operations";
import { useTongue } from "../../i18n/words";
import { entityLabel } from "../../model/model";
import { Failure } from "../../shell/states";
import { linesOf, MOST_LINES, readLine, type Line } from "../asking/pasted";
import { useGraph } from "./graph-context";

/** What one line may mean at most; more is said. */
const FIRST = 20;

/** Ids, plates or names, one a line: which were found, which were not, which are ambiguous. */
export function PasteList({ close }: { readonly close: () => void }) {
  const { words, language, format } = useTongue();
  const { add, setChosen } = useGraph();
  const put = useAsk();
  const [text, setText] = useState("");
  const [lines, setLines] = useState<readonly Line[]>([]);
  const [picked, setPicked] = useState<ReadonlyMap<string, string>>(new Map());
  const { work, error, run, again, giveUp } = useWork();
  const wanted = linesOf(text);
  const look = () =>
    void run(async (signal, progress) => {
      const found: Line[] = [];
      setPicked(new Map());
      for (const [at, line] of wanted.entries()) {
        progress(at / wanted.length);
        const { data } = await put(Search, { text: line, first: FIRST }, signal);
        found.push(readLine(line, data.search));
        setLines([...found]);
      }
    });
  const ids = lines.flatMap((line) => (line.state === "found" ? [line.hit.node.id] : (picked.get(line.text) ?? [])));
  const count = (state: Line["state"]): string => format.number(lines.filter((line) => line.state === state).length);
  const bring = () => {
    const all = [...new Set(ids)];
    void add(all).then((done) => done && setChosen({ nodes: all, links: [] }));
    close();
  };
  return (
    <Modal
      open
      title={words.graph.paste}
      onCancel={close}
      width={720}
      footer={[
        <Button key="look" disabled={wanted.length === 0 || wanted.length > MOST_LINES} loading={work !== null} onClick={look}>
          {words.graph.lookUp}
        </Button>,
        <Button key="add" type="primary" disabled={ids.length === 0 || work !== null} onClick={bring}>
          {words.graph.addFound(format.number(new Set(ids).size))}
        </Button>,
      ]}
    >
      <Flex vertical gap="small">
        <Input.TextArea
          aria-label={words.graph.pasteHint}
          placeholder={words.graph.pasteHint}
          autoSize={{ minRows: 4, maxRows: 10 }}
          autoComplete="off"
          spellCheck={false}
          value={text}
          onChange={({ target }) => setText(target.value)}
        />
        {wanted.length > MOST_LINES && <span role="alert">{words.graph.tooManyLines(format.number(wanted.length), format.number(MOST_LINES))}</span>}
        {work !== null && (
          <Flex gap="small" align="center" role="status">
            <Progress percent={Math.round((work.done ?? 0) * 100)} size="small" aria-label={words.graph.asking} />
            <Button size="small" onClick={giveUp}>
              {words.common.cancel}
            </Button>
          </Flex>
        )}
        {error !== null && <Failure error={error} again={again} />}
        {lines.length > 0 && (
          <>
            <span role="status">{words.graph.pasteResult(count("found"), count("ambiguous"), count("none"))}</span>
            <Table<Line>
              size="small"
              rowKey="text"
              pagination={false}
              scroll={{ y: 320 }}
              dataSource={[...lines]}
              columns={[
                { title: words.graph.lineText, dataIndex: "text" },
                { title: words.graph.state, render: (_, { state }) => <Tag color={{ found: "green", ambiguous: "orange", none: "red" }[state]}>{words.graph.lineStates[state]}</Tag> },
                {
                  title: words.search.name,
                  render: (_, line) => {
                    if (line.state === "none") return null;
                    const label = ({ node }: (typeof line.hits)[number]) => `${node.label ?? words.common.unknown} · ${entityLabel(node.__typename, language)}`;
                    if (line.state === "found") return label(line.hit);
                    return (
                      <Select
                        size="small"
                        className="pick"
                        aria-label={`${words.graph.pickOne}: ${line.text}`}
                        placeholder={words.graph.pickOne}
                        value={picked.get(line.text) ?? null}
                        onChange={(id) => setPicked((was) => new Map(was).set(line.text, id))}
                        options={line.hits.map((hit) => ({ value: hit.node.id, label: [label(hit), hit.apart.birthYear, hit.apart.numberEnd, hit.apart.address].filter((each) => each != null).join(" · ") }))}
                      />
                    );
                  },
                },
              ]}
            />
          </>
        )}
      </Flex>
    </Modal>
  );
}
