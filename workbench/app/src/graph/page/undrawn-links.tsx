import { Button } from "antd";
import { useTongue } from "../../i18n/words";
import { Notice } from "../../shell/notice";
import { Failure } from "../../shell/states";
import { useGraph } from "../panels/graph-context";

/** Which links were not drawn by themselves, and why. */
export function UndrawnLinks() {
  const { words, format } = useTongue();
  const { arrivals, connect, chart, work } = useGraph();
  const { error, again, forget } = arrivals;
  const undrawn = arrivals.undrawn.filter((id) => chart.nodes.has(id));
  const complete = () => void connect(undrawn).then((done) => done && forget());
  return (
    <>
      {error !== null && (
        <>
          <Notice kind="warning" text={words.graph.linksNotAsked} />
          <Failure error={error} again={again} />
        </>
      )}
      {undrawn.length > 0 && (
        <Notice
          kind="warning"
          text={words.graph.linksUndrawn(format.number(undrawn.length))}
          action={
            <Button disabled={work !== null} onClick={complete}>
              {words.graph.drawLinks}
            </Button>
          }
        />
      )}
    </>
  );
}
