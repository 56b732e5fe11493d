import { Card, Typography } from "antd";
import { shown, useQuestion } from "../ask/use-ask";
import { useTongue } from "../i18n/words";
import { Failure, Loading, Problems } from "../shell/states";
import { useFlagsChanged } from "./changed";
import { FlagCard } from "./flag-card";
import { flagsOn } from "./flags-on";
import "./flags.css";

/** What agencies have flagged on an entity or on one of its links. */
export function EntityFlags({ id, kind }: { readonly id: string; readonly kind: string }) {
  const { words, format } = useTongue();
  const [state, again] = useQuestion(flagsOn(kind), { id });
  useFlagsChanged(again);
  const answer = shown(state);
  const flags = answer?.data.node?.flags ?? null;
  const closed = answer?.told.closed.some((field) => field === `${kind}.flags` || field === "Entity.flags") ?? false;
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
      {state.kind === "failed" && <Failure error={state.error} again={again} />}
      {answer === null && state.kind === "asking" && <Loading rows={2} />}
      {answer !== null && (
        <>
          <Problems problems={answer.problems} />
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
