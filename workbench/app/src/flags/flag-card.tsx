import { App, Button, Flex, Input, Modal, Tag, Typography } from "antd";
import { useState } from "react";
import { Link } from "react-router";
import { useAsk } from "../ask/use-ask";
import { useChange } from "../ask/use-change";
import { WithdrawFlag, type FlagsQuery } from "../generated/operations";
import { useTongue } from "../i18n/words";
import { choiceLabel, reading } from "../model/model";
import { useOfficer } from "../session/session-context";
import { Failure } from "../shell/states";
import { flagsChanged } from "./changed";

export type FlagRow = NonNullable<FlagsQuery["flags"]>["nodes"][number];

/** On what a flag stands, in words: the entity, or the link read aloud. */
export function useSubjectText(): (flag: FlagRow) => string {
  const { words, language } = useTongue();
  return (flag) => {
    const ends = flag.subjects?.edges ?? [];
    const name = (end: string) => ends.find((each) => each.end === end)?.node.label ?? words.common.unknown;
    if (flag.linkKind !== null) return reading(flag.linkKind, name("SOURCE"), name("TARGET"), language);
    return ends[0]?.node.label ?? words.common.unknown;
  };
}

/** One flag: its statement, its author, its subjects. */
export function FlagCard({ flag, withSubjects }: { readonly flag: FlagRow; readonly withSubjects: boolean }) {
  const { words, language, format } = useTongue();
  const { officer } = useOfficer();
  const subjectText = useSubjectText();
  const agency = flag.agencies?.nodes[0];
  const by = flag.officers?.nodes[0];
  const mine = agency?.code === officer.agency && flag.state === "RAISED";
  return (
    <section className="flag" aria-label={flag.flagNo ?? words.flags.title}>
      <Flex gap="small" wrap align="center">
        <Tag color={flag.state === "RAISED" ? "red" : "default"}>
          {flag.kind === null ? words.common.unknown : choiceLabel("FlagKind", flag.kind, language)}
        </Tag>
        {flag.state !== null && flag.state !== "RAISED" && <Tag>{choiceLabel("FlagState", flag.state, language)}</Tag>}
        <Typography.Text type="secondary">{flag.raisedAt === null ? "" : format.time(flag.raisedAt)}</Typography.Text>
      </Flex>
      <p className="flag-statement">{flag.statement ?? <Tag>{words.entity.closed}</Tag>}</p>
      <dl>
        {(withSubjects || flag.linkKind !== null) && (
          <>
            <dt>{words.flags.on}</dt>
            <dd>
              {flag.linkKind !== null && `${subjectText(flag)} `}
              {withSubjects &&
                (flag.subjects?.edges ?? []).map(({ node }) => (
                  <Link key={node.id} to={`/entity/${encodeURIComponent(node.id)}`} className="flag-subject">
                    {node.label ?? words.common.open}
                  </Link>
                ))}
            </dd>
          </>
        )}
        {flag.evidence !== null && (
          <>
            <dt>{words.flags.evidence}</dt>
            <dd>{flag.evidence}</dd>
          </>
        )}
        <dt>{words.flags.by}</dt>
        <dd>
          {agency?.label ?? words.common.unknown} {by?.label}
        </dd>
        <dt>{words.flags.number}</dt>
        <dd>{flag.flagNo}</dd>
        {flag.withdrawnAt !== null && (
          <>
            <dt>{words.flags.withdrawnAt}</dt>
            <dd>
              {[format.time(flag.withdrawnAt), flag.withdrawalReason].filter((part) => part !== null).join(" · ")}
            </dd>
          </>
        )}
      </dl>
      {mine && <Withdraw id={flag.id} />}
    </section>
  );
}

function Withdraw({ id }: { readonly id: string }) {
  const { words } = useTongue();
  const { message } = App.useApp();
  const put = useAsk();
  const [open, setOpen] = useState(false);
  const [reason, setReason] = useState("");
  const { changing, error, change } = useChange(async () => {
    await put(WithdrawFlag, { id, reason: reason.trim() });
    message.success(words.flags.withdrawn);
    setOpen(false);
    flagsChanged();
  });
  return (
    <>
      <Button size="small" onClick={() => setOpen(true)}>
        {words.flags.withdraw}
      </Button>
      <Modal
        open={open}
        title={words.flags.withdrawTitle}
        okText={words.flags.withdraw}
        cancelText={words.common.cancel}
        okButtonProps={{ loading: changing, disabled: reason.trim() === "" }}
        onOk={() => change()}
        onCancel={() => setOpen(false)}
        destroyOnHidden
      >
        <Flex vertical gap="small">
          <label htmlFor={`reason-${id}`}>{words.flags.reason}</label>
          <Input.TextArea
            id={`reason-${id}`}
            rows={2}
            maxLength={500}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
          {error !== null && <Failure error={error} again={null} />}
        </Flex>
      </Modal>
    </>
  );
}
