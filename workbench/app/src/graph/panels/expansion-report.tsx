import { Button, Flex } from "antd";
import { useTongue } from "../../i18n/words";
import { Notice } from "../../shell/notice";
import { Failure } from "../../shell/states";
import { useGraph } from "./graph-context";
import { MOST_BY_CLICK } from "./use-expansion";
import { useNames } from "./use-names";

/** What came of expanding by double click or of several at once; those with many links are expanded by kind instead. */
export function ExpansionReport() {
  const { words, format } = useTongue();
  const { expansion, known, setChosen } = useGraph();
  const { name } = useNames(known);
  const { work, error, again, giveUp, expanded } = expansion;
  if (work !== null) {
    return (
      <Flex gap="small" align="center" role="status">
        <span>{words.graph.asking}</span>
        <Button size="small" onClick={giveUp}>
          {words.common.cancel}
        </Button>
      </Flex>
    );
  }
  if (error !== null) return <Failure error={error} again={again} />;
  if (expanded === null) return null;
  const { added, tooMany } = expanded;
  return (
    <>
      {tooMany.size === 0 && <Notice kind="info" text={added === 0 ? words.graph.nothingNew : words.graph.expandedBy(format.number(added))} />}
      {tooMany.size > 0 && (
        <Notice
          kind="warning"
          text={words.graph.tooManyLinks(format.number(MOST_BY_CLICK))}
          more={[...tooMany].map(([id, count]) => (
            <div key={id}>
              <Button type="link" size="small" onClick={() => setChosen({ nodes: [id], links: [] })}>
                {name(id)}
              </Button>
              {words.entity.countOf(format.number(count))}
            </div>
          ))}
        />
      )}
    </>
  );
}
