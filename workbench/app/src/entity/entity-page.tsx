import { ApartmentOutlined, FlagOutlined, LinkOutlined } from "@ant-design/icons";
import { App, Button, Tabs, Tag, Typography } from "antd";
import { useState } from "react";
import { useParams } from "react-router";
import type { Answer } from "../ask/question";
import { useQuestion } from "../ask/use-question";
import { opensGraph, useBasis } from "../basis/basis";
import { NeedsBasis } from "../basis/needs-basis";
import { EntityFlags } from "../flags/entity-flags";
import { RaiseFlag } from "../flags/raise-flag";
import { WhatIsIt } from "../generated/operations";
import { hasEnded } from "../graph/chart/days";
import { useAddToGraph } from "../graph/graph-session";
import { useTongue } from "../i18n/words";
import { entityLabel } from "../model/model";
import { KindTag } from "../search/hit";
import { Page } from "../shell/page";
import { Failure, Loading, Nothing } from "../shell/states";
import { factsQuestion, type Facts } from "./compose";
import { FactsCard } from "./facts";
import { Links } from "./links";
import { SourceList } from "./source-text";
import { Timeline } from "./timeline";
import "./entity.css";

/** Everything the caller may see of one entity, of whatever kind. */
export default function EntityPage() {
  const { id = "" } = useParams();
  const { words } = useTongue();
  const { purpose } = useBasis();
  const { answer, error, again } = useQuestion(WhatIsIt, { id });
  const kind = answer?.data.node?.__typename ?? null;
  if (error !== null) {
    return (
      <Page title={words.errors.title}>
        {!opensGraph(purpose) && <NeedsBasis />}
        <Failure error={error} again={again} />
      </Page>
    );
  }
  if (kind !== null) return <Known key={id} id={id} kind={kind} />;
  if (answer === null) return <Loading rows={12} />;
  return (
    <Page title={words.entity.missing}>
      {!opensGraph(purpose) && <NeedsBasis />}
      <Nothing text={words.entity.missingText} />
    </Page>
  );
}

function Known({ id, kind }: { readonly id: string; readonly kind: string }) {
  const { words, language } = useTongue();
  const { answer, asking, error, again } = useQuestion(factsQuestion(kind), { id });
  const facts = answer?.data.node ?? null;
  const label = facts?.label ?? words.common.unknown;
  return (
    <Page
      windowTitle={entityLabel(kind, language)}
      title={
        <span className="entity-title">
          <KindTag kind={kind} /> {facts === null ? "…" : label}
        </span>
      }
      extra={<Actions id={id} kind={kind} label={label} />}
    >
      {error !== null && <Failure error={error} again={again} />}
      {facts !== null && answer !== null && <Body id={id} kind={kind} facts={facts} answer={answer} />}
      {facts === null && asking && <Loading rows={12} />}
      {facts === null && answer !== null && !asking && <Nothing text={words.entity.missing} hint={words.entity.missingText} />}
    </Page>
  );
}

function Actions({ id, kind, label }: { readonly id: string; readonly kind: string; readonly label: string }) {
  const { words } = useTongue();
  const { message } = App.useApp();
  const addToGraph = useAddToGraph();
  const [flagging, setFlagging] = useState(false);
  return (
    <>
      <Button type="primary" icon={<ApartmentOutlined />} onClick={() => addToGraph(id)}>
        {words.entity.addToGraph}
      </Button>
      {kind !== "Flag" && (
        <Button icon={<FlagOutlined />} onClick={() => setFlagging(true)}>
          {words.flags.raiseEntity}
        </Button>
      )}
      <Button
        icon={<LinkOutlined />}
        onClick={() => void navigator.clipboard.writeText(window.location.href).then(() => message.success(words.common.copied))}
      >
        {words.entity.copyLink}
      </Button>
      <RaiseFlag open={flagging} onClose={() => setFlagging(false)} subject={{ kind: "entity", id, label }} />
    </>
  );
}

interface BodyProps {
  readonly id: string;
  readonly kind: string;
  readonly facts: Facts;
  readonly answer: Answer<unknown>;
}

function Body({ id, kind, facts, answer }: BodyProps) {
  const { words, format } = useTongue();
  return (
    <>
      {facts.until !== null && hasEnded(facts.until) && (
        <div>
          <Tag color="default">{words.entity.ended(format.day(facts.until))}</Tag>
        </div>
      )}
      <div className="entity-columns">
        <div className="entity-side">
          <FactsCard id={id} kind={kind} facts={facts} answer={answer} />
          {kind !== "Flag" && <EntityFlags id={id} kind={kind} />}
        </div>
        <div className="entity-main">
          <Tabs
            destroyOnHidden
            items={[
              { key: "links", label: words.entity.links, children: <Links id={id} kind={kind} label={facts.label} /> },
              { key: "timeline", label: words.entity.timeline, children: <Timeline id={id} kind={kind} facts={facts} /> },
              {
                key: "sources",
                label: words.entity.sources,
                children: (
                  <>
                    <Typography.Title level={2} className="small-title">
                      {words.entity.factsSource}
                    </Typography.Title>
                    <SourceList source={facts.provenance} />
                  </>
                ),
              },
            ]}
          />
        </div>
      </div>
    </>
  );
}
