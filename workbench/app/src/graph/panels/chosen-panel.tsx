import {
  AimOutlined,
  ApartmentOutlined,
  DeleteOutlined,
  EyeInvisibleOutlined,
  FlagOutlined,
  GroupOutlined,
  NodeIndexOutlined,
  PushpinOutlined,
  ShareAltOutlined,
  UngroupOutlined,
} from "@ant-design/icons";
import { Button, Collapse, Flex, Space, Typography } from "antd";
import { useState } from "react";
import { EntityFlags } from "../../flags/entity-flags";
import { RaiseFlag, type Subject } from "../../flags/raise-flag";
import { useTongue } from "../../i18n/words";
import { Nothing } from "../../shell/states";
import { linkKey } from "../chart/chart";
import type { Visible } from "../chart/visible";
import type { Commands } from "../commands";
import type { Chosen } from "../drawing/drawing";
import { useNames } from "../naming";
import type { ChartNow } from "../use-chart";
import { Expand } from "./expand";
import { LinkBrief, NodeBrief } from "./facts";
import { Surroundings } from "./surroundings";

interface ChosenPanelProps {
  readonly now: ChartNow;
  readonly seen: Visible;
  readonly chosen: Chosen;
  readonly commands: Commands;
  readonly toPaths: () => void;
}

const MOST_LISTED = 30;

/** What is chosen: what is known of it, and what can be done with it. */
export function ChosenPanel({ now, seen, chosen, commands, toPaths }: ChosenPanelProps) {
  const { words, format } = useTongue();
  const { name, read } = useNames(now.known);
  const [flagging, setFlagging] = useState<Subject | null>(null);
  const ids = new Set(chosen.nodes);
  const keys = new Set(chosen.links);
  const nodes = seen.nodes.filter(({ id }) => ids.has(id));
  const links = seen.links.filter((link) => keys.has(linkKey(link)));
  const only = nodes.length === 1 && links.length === 0 ? nodes[0] : undefined;
  if (nodes.length === 0 && links.length === 0) return <Nothing text={words.graph.nothingChosen} hint={words.graph.nothingChosenHint} />;
  const pinned = nodes.length > 0 && nodes.every((node) => node.pinned);
  const grouped = nodes.some(({ group }) => group !== null);
  return (
    <Flex vertical gap="middle">
      <Space size={4} wrap>
        {nodes.length > 0 && (
          <>
            <Button size="small" icon={<PushpinOutlined />} aria-pressed={pinned} onClick={commands.pin}>
              {pinned ? words.graph.unpin : words.graph.pin}
            </Button>
            {nodes.length > 1 && (
              <Button size="small" icon={<GroupOutlined />} onClick={commands.group}>
                {words.graph.group}
              </Button>
            )}
            {grouped && (
              <>
                <Button size="small" icon={<UngroupOutlined />} onClick={commands.ungroup}>
                  {words.graph.ungroup}
                </Button>
                <Button size="small" onClick={commands.fold}>
                  {words.graph.fold}
                </Button>
              </>
            )}
            <Button size="small" icon={<AimOutlined />} onClick={commands.centre}>
              {words.graph.centre}
            </Button>
            <Button size="small" icon={<ShareAltOutlined />} onClick={commands.connect}>
              {words.graph.connect}
            </Button>
            {nodes.length > 1 && (
              <Button size="small" icon={<NodeIndexOutlined />} onClick={toPaths}>
                {words.graph.findPaths}
              </Button>
            )}
          </>
        )}
        <Button size="small" icon={<EyeInvisibleOutlined />} onClick={commands.hide}>
          {words.graph.hide}
        </Button>
        <Button size="small" icon={<DeleteOutlined />} onClick={commands.remove}>
          {words.graph.remove}
        </Button>
        {only !== undefined && only.facts.kind !== "Flag" && (
          <Button size="small" icon={<FlagOutlined />} onClick={() => setFlagging({ kind: "entity", id: only.id, label: name(only.id) })}>
            {words.flags.raiseEntity}
          </Button>
        )}
      </Space>
      {nodes.slice(0, MOST_LISTED).map((node) => (
        <NodeBrief key={node.id} facts={node.facts} />
      ))}
      {links.slice(0, MOST_LISTED).map((link) => (
        <LinkBrief
          key={link.key}
          link={link}
          text={read(link)}
          flag={() =>
            setFlagging({ kind: "link", from: link.source, to: link.target, link: link.kind, source: name(link.source), target: name(link.target) })
          }
        />
      ))}
      {nodes.length + links.length > MOST_LISTED && (
        <Typography.Text type="secondary">{words.graph.moreChosen(format.number(nodes.length + links.length))}</Typography.Text>
      )}
      {only !== undefined && (
        <Collapse
          key={only.id}
          size="small"
          defaultActiveKey={["expand"]}
          items={[
            {
              key: "expand",
              label: words.graph.expand,
              extra: <ApartmentOutlined />,
              children: <Expand id={only.id} kind={only.facts.kind} now={now} />,
            },
            { key: "around", label: words.graph.around, children: <Surroundings id={only.id} now={now} /> },
            ...(only.facts.kind === "Flag" ? [] : [{ key: "flags", label: words.flags.title, children: <EntityFlags id={only.id} kind={only.facts.kind} /> }]),
          ]}
        />
      )}
      <RaiseFlag open={flagging !== null} onClose={() => setFlagging(null)} subject={flagging} />
    </Flex>
  );
}
