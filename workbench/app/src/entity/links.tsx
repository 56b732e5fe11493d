import { Button, Flex, Typography } from "antd";
import { useState } from "react";
import { useTongue } from "../i18n/words";
import { propLabel, type LinkField } from "../model/model";
import { Failure, Loading, Nothing } from "../shell/states";
import { linkFields } from "./compose";
import { LinkTable } from "./link-table";
import { useCounts } from "./use-counts";

interface LinksProps {
  readonly id: string;
  readonly kind: string;
  readonly label: string | null;
}

/** What it is linked with: kinds of links with how many there are, and the links of the chosen kind. */
export function Links({ id, kind, label }: LinksProps) {
  const { words, language, format } = useTongue();
  const { counts, asking, error, again } = useCounts(kind, id);
  const [chosen, setChosen] = useState<LinkField | null>(null);
  const fields = linkFields(kind);
  const filled = fields.filter((field) => (counts.get(field.name) ?? 0) > 0);
  const closed = fields.filter((field) => counts.has(field.name) && counts.get(field.name) === null);
  const field = chosen !== null && filled.includes(chosen) ? chosen : (filled[0] ?? null);
  return (
    <>
      {error !== null && <Failure error={error} again={again} />}
      <Flex gap="small" wrap role="group" aria-label={words.entity.kind}>
        {filled.map((each) => (
          <Button
            key={each.name}
            type={each === field ? "primary" : "default"}
            aria-pressed={each === field}
            onClick={() => setChosen(each)}
          >
            {propLabel(each, language)}
            <span className="count">{format.number(counts.get(each.name) ?? 0)}</span>
          </Button>
        ))}
      </Flex>
      {asking && filled.length === 0 && <Loading />}
      {!asking && error === null && filled.length === 0 && <Nothing text={words.entity.emptyLinks} />}
      {field !== null && <LinkTable key={`${id} ${field.name}`} id={id} kind={kind} label={label} field={field} />}
      {closed.length > 0 && (
        <Typography.Paragraph type="secondary" className="closed-links">
          {words.entity.closedLinks}: {closed.map((each) => propLabel(each, language)).join(" · ")}
        </Typography.Paragraph>
      )}
    </>
  );
}
