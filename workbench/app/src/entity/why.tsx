import { QuestionCircleOutlined } from "@ant-design/icons";
import { Button, Popover } from "antd";
import { useState } from "react";
import { useQuestion } from "../ask/use-question";
import { ExplainAccess } from "../generated/operations";
import { useTongue } from "../i18n/words";
import { choiceLabel } from "../model/model";
import { Failure, Loading } from "../shell/states";

interface WhyProps {
  readonly id: string;
  readonly field: string;
  readonly label: string;
  /** Shown as the mark of a masked value, not as a question mark. */
  readonly masked?: boolean;
}

/** Why a value is shown so, one click away; asked when it is clicked. */
export function Why({ id, field, label, masked = false }: WhyProps) {
  const { words } = useTongue();
  const [open, setOpen] = useState(false);
  return (
    <Popover
      trigger="click"
      open={open}
      onOpenChange={setOpen}
      title={words.entity.whyTitle}
      destroyOnHidden
      content={<Reason id={id} field={field} />}
    >
      {masked ? (
        <Button size="small" className="masked-mark" aria-label={`${words.entity.masked}: ${label}. ${words.entity.maskedWhy}`}>
          {words.entity.masked}
        </Button>
      ) : (
        <Button type="text" size="small" icon={<QuestionCircleOutlined />} aria-label={`${label}: ${words.entity.why}`} />
      )}
    </Popover>
  );
}

function Reason({ id, field }: { readonly id: string; readonly field: string }) {
  const { words, language } = useTongue();
  const { answer, error, again } = useQuestion(ExplainAccess, { id, field });
  if (error !== null) return <Failure error={error} again={again} />;
  if (answer === null) return <Loading rows={2} />;
  const reason = answer.data.explainAccess;
  if (reason === null) return <p>{words.entity.noReason}</p>;
  return (
    <dl className="reason">
      <dt>{words.entity.level}</dt>
      <dd>{choiceLabel("AccessLevel", reason.level, language)}</dd>
      <dt>{words.entity.reason}</dt>
      <dd>{language === "zh" ? reason.reasonZh : reason.reason}</dd>
      <dt>{words.entity.articles}</dt>
      <dd>
        {(language === "zh" ? reason.articlesZh : reason.articles).map((article) => (
          <div key={article}>{article}</div>
        ))}
      </dd>
    </dl>
  );
}
