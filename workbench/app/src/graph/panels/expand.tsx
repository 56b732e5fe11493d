import { FilterOutlined } from "@ant-design/icons";
import { Button, Checkbox, Flex, InputNumber, Tooltip, Typography } from "antd";
import { useId, useMemo, useState, type ReactNode } from "react";
import { linkFields } from "../../entity/compose";
import { useCounts } from "../../entity/use-counts";
import { useTongue } from "../../i18n/words";
import { entityLabel, meaning, propLabel, type LinkField } from "../../model/model";
import { Failure, Loading, Nothing } from "../../shell/states";
import { NO_CONDITIONS, setOf, whereOf, type Conditions } from "../asking/conditions";
import { openedKey } from "../chart/chart";
import { DayInput } from "./day-input";
import { ConditionsForm } from "./conditions-form";
import { useMatchingCounts, type MatchingCount } from "./use-matching-counts";
import { useBringLinks } from "./use-bring-links";
import { useGraph } from "./graph-context";

interface ExpandProps {
  readonly id: string;
  readonly kind: string;
}

/** One click adds this number; where there are more, the officer says how many. */
const AT_ONCE = 20;
/** The hub's own page. */
const MOST_AT_ONCE = 100;

/**
 * Which links there are, and how many of each, before any is brought in: all, those of a day, those whose far end fits
 * conditions. Page after page, never all by accident.
 */
export function Expand({ id, kind }: ExpandProps) {
  const { chart } = useGraph();
  const { words, language, format } = useTongue();
  const [at, setAt] = useState<string | null>(null);
  const [ticked, setTicked] = useState<readonly string[]>([]);
  const [many, setMany] = useState(AT_ONCE);
  const [conditions, setConditions] = useState<ReadonlyMap<string, Conditions>>(new Map());
  const { counts, asking, error, again } = useCounts(kind, id, at);
  const fields = useMemo(() => linkFields(kind), [kind]);
  const wheres = useMemo(
    () =>
      new Map(
        fields.flatMap((field) => {
          const where = whereOf(field, conditions.get(field.name) ?? NO_CONDITIONS);
          return where === null ? [] : [[field, where] as const];
        }),
      ),
    [fields, conditions],
  );
  const matching = useMatchingCounts(kind, id, at, wheres);
  const opening = useBringLinks(id, kind, at, wheres);
  const filled = fields.filter((field) => (counts.get(field.name) ?? 0) > 0);
  const closed = fields.filter((field) => counts.has(field.name) && counts.get(field.name) === null);
  const row = (field: LinkField) => {
    const where = wheres.get(field) ?? null;
    const all = counts.get(field.name) ?? 0;
    const match = matching.get(field.name) ?? null;
    // Until the hub has counted nothing can be brought in: one is to know how much it is.
    const total = where === null ? all : (match?.count ?? 0);
    const loaded = chart.opened.get(openedKey(id, field.name, at, where))?.loaded ?? 0;
    return { all, total, loaded, left: total - loaded, match, narrowed: where !== null, counting: where !== null && match?.count == null && match?.error == null };
  };
  const picked = filled.filter((field) => ticked.includes(field.name) && row(field).left > 0);
  const most = Math.max(0, ...filled.map((field) => row(field).left));

  return (
    <section aria-label={words.graph.expand}>
      <Flex vertical gap="small">
        <Flex gap="small" align="center" wrap>
          <label htmlFor="expand-day">{words.graph.onlyOn}</label>
          <DayInput id="expand-day" day={at} change={setAt} />
          {most > AT_ONCE && (
            <>
              <label htmlFor="expand-many">{words.graph.atOnce}</label>
              <InputNumber id="expand-many" size="small" min={1} max={MOST_AT_ONCE} value={many} onChange={(value) => setMany(value ?? AT_ONCE)} />
            </>
          )}
        </Flex>
        {asking && filled.length === 0 && <Loading rows={3} />}
        {error !== null && <Failure error={error} again={again} />}
        {opening.error !== null && <Failure error={opening.error} again={opening.again} />}
        {!asking && error === null && filled.length === 0 && <Nothing text={words.entity.emptyLinks} />}
        <ul className="expand">
          {filled.map((field) => {
            const { all, total, loaded, left, match, narrowed, counting } = row(field);
            const label = propLabel(field, language);
            const next = Math.min(left, total > AT_ONCE ? many : MOST_AT_ONCE);
            const amount = format.number(next);
            const none = narrowed && !counting && total === 0;
            const does = counting ? words.graph.bring("…") : none ? words.graph.noneFit : left <= 0 ? words.graph.allThere : loaded > 0 ? words.graph.bringMore(amount) : words.graph.bring(amount);
            const set = conditions.get(field.name) ?? NO_CONDITIONS;
            return (
              <KindRow
                key={field.name}
                field={field}
                conditions={set}
                change={(changed) => setConditions((was) => new Map(was).set(field.name, changed))}
                match={match}
              >
                <Checkbox
                  checked={ticked.includes(field.name)}
                  onChange={({ target }) => setTicked(target.checked ? [...ticked, field.name] : ticked.filter((name) => name !== field.name))}
                >
                  <Tooltip title={`${meaning(field, language) ?? label} → ${entityLabel(field.target, language)}`}>
                    <span>{label}</span>
                  </Tooltip>
                </Checkbox>
                <span className="expand-count" role={narrowed ? "status" : undefined}>
                  {counting
                    ? words.graph.counting
                    : narrowed
                      ? words.graph.fitting(format.number(total), format.number(all))
                      : loaded > 0
                        ? words.common.of(format.number(loaded), format.number(total))
                        : format.number(total)}
                </span>
                <Button
                  size="small"
                  disabled={left <= 0}
                  loading={opening.busy === field.name}
                  aria-label={`${does}: ${label}`}
                  onClick={() => opening.open([field], next)}
                >
                  {does}
                </Button>
              </KindRow>
            );
          })}
        </ul>
        {most > AT_ONCE && <Typography.Text type="warning">{words.graph.manyLinks(format.number(most))}</Typography.Text>}
        {picked.length > 0 && (
          <Button type="primary" size="small" loading={opening.busy !== null} onClick={() => opening.open(picked, Math.min(many, MOST_AT_ONCE))}>
            {words.graph.bringTicked}
          </Button>
        )}
        {opening.busy !== null && (
          <Button size="small" onClick={opening.giveUp}>
            {words.common.cancel}
          </Button>
        )}
        {closed.length > 0 && (
          <Typography.Text type="secondary">
            {words.entity.closedLinks}: {closed.map((field) => propLabel(field, language)).join(" · ")}
          </Typography.Text>
        )}
      </Flex>
    </section>
  );
}

interface KindRowProps {
  readonly field: LinkField;
  readonly conditions: Conditions;
  readonly change: (conditions: Conditions) => void;
  readonly match: MatchingCount | null;
  readonly children: ReactNode;
}

/** One kind of link; its conditions stand below it once they are opened. */
function KindRow({ field, conditions, change, match, children }: KindRowProps) {
  const { words, language, format } = useTongue();
  const [open, setOpen] = useState(false);
  const form = useId();
  const set = setOf(field, conditions);
  return (
    <li>
      <div className="expand-line">
        {children}
        <Tooltip title={words.graph.conditions}>
          <Button
            size="small"
            type={set > 0 ? "primary" : "text"}
            icon={<FilterOutlined />}
            aria-label={words.graph.conditionsOn(propLabel(field, language))}
            aria-expanded={open}
            aria-controls={open ? form : undefined}
            onClick={() => setOpen(!open)}
          >
            {set > 0 ? format.number(set) : null}
          </Button>
        </Tooltip>
      </div>
      {open && <ConditionsForm id={form} field={field} conditions={conditions} change={change} />}
      {match?.error != null && <Failure error={match.error} again={match.again} />}
    </li>
  );
}
