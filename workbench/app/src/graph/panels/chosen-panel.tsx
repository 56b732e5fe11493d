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
import { EntityFlags } from "../../flags/entity-flags";
import { useTongue } from "../../i18n/words";
import { Nothing } from "../../shell/states";
import { linkKey } from "../chart/chart";
import { useNames } from "./use-names";
import { Expand } from "./expand";
import { ExpansionReport } from "./expansion-report";
import { LinkBrief, NodeBrief } from "./facts";
import { InCommon } from "./in-common";
import { Surroundings } from "./surroundings";
import { useGraph } from "./graph-context";

const MOST_LISTED = 30;
/** As many as the hub compares at once (`hub/capabilities/walks/common.py`). */
const MOST_IN_COMMON = 20;

/** What is chosen: what is known of it, and what can be done with it. */
export function ChosenPanel() {
  const { words, format } = useTongue();
  const { seen, known, chosen, commands, seek, flag, expansion } = useGraph();
  const { name, read } = useNames(known);
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
              <Button size="small" icon={<ApartmentOutlined />} onClick={() => expansion.expand(nodes.map(({ id }) => id))}>
                {words.graph.expandAll}
              </Button>
            )}
            {nodes.length > 1 && (
              <Button size="small" icon={<NodeIndexOutlined />} onClick={() => seek({ from: nodes[0]?.id ?? null, to: nodes[1]?.id ?? null })}>
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
          <Button size="small" icon={<FlagOutlined />} onClick={() => flag({ kind: "entity", id: only.id, label: name(only.id) })}>
            {words.flags.raiseEntity}
          </Button>
        )}
      </Space>
      <ExpansionReport />
      {nodes.slice(0, MOST_LISTED).map((node) => (
        <NodeBrief key={node.id} facts={node.facts} />
      ))}
      {links.slice(0, MOST_LISTED).map((link) => (
        <LinkBrief
          key={link.key}
          link={link}
          text={read(link)}
          flag={() =>
            flag({ kind: "link", from: link.source, to: link.target, link: link.kind, source: name(link.source), target: name(link.target) })
          }
        />
      ))}
      {nodes.length + links.length > MOST_LISTED && (
        <Typography.Text type="secondary">{words.graph.moreChosen(format.number(nodes.length + links.length))}</Typography.Text>
      )}
      {nodes.length > 1 && nodes.length <= MOST_IN_COMMON && (
        <Collapse
          size="small"
          items={[{ key: "common", label: words.graph.inCommon, children: <InCommon key={chosen.nodes.join(" ")} ids={nodes.map(({ id }) => id)} /> }]}
        />
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
              children: <Expand id={only.id} kind={only.facts.kind} />,
            },
            { key: "around", label: words.graph.around, children: <Surroundings id={only.id} /> },
            ...(only.facts.kind === "Flag" ? [] : [{ key: "flags", label: words.flags.title, children: <EntityFlags id={only.id} kind={only.facts.kind} /> }]),
          ]}
        />
      )}
    </Flex>
  );
}
