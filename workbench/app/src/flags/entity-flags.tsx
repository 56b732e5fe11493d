import { Card, Typography } from "antd";
import { useQuestion } from "../ask/use-question";
import { useTongue } from "../i18n/words";
import { Failure, Loading } from "../shell/states";
import { useFlagsChanged } from "./changed";
import { FlagCard } from "./flag-card";
import { flagsOn } from "./flags-on";
import "./flags.css";

/** What agencies have flagged on an entity or on one of its links. */
export function EntityFlags({ id, kind }: { readonly id: string; readonly kind: string }) {
  const { words, format } = useTongue();
  const { answer, asking, error, again } = useQuestion(flagsOn(kind), { id });
  useFlagsChanged(again);
  const flags = answer?.data.node?.flags ?? null;
  const closed = answer?.extensions.closed.some((field) => field === `${kind}.flags` || field === "Entity.flags") ?? false;
  const count = flags?.totalCount ?? 0;
  return (
    <Card
      size="small"
      title={
        <h2 className="card-title">
          {words.flags.title}
          {count > 0 && ` (${format.number(count)})`}
        </h2>
      }
    >
      {error !== null && <Failure error={error} again={again} />}
      {answer === null && asking && <Loading rows={2} />}
      {answer !== null && (
        <>
          {flags?.nodes.map((flag) => (
            <FlagCard key={flag.id} flag={flag} withSubjects={false} />
          ))}
          {count === 0 && (
            <Typography.Text type="secondary">{closed ? words.entity.closed : words.flags.none}</Typography.Text>
          )}
        </>
      )}
    </Card>
  );
}
