import type { MenuProps } from "antd";
import { useNavigate } from "react-router";
import { useTongue } from "../../i18n/words";
import { linkKey } from "../chart/chart";
import { useGraph } from "../panels/graph-context";
import { useNames } from "../panels/use-names";

type Items = NonNullable<MenuProps["items"]>;

/** What can be done with what is chosen; with nothing, with the chart as a whole. */
export function useMenuItems(paste: () => void): Items {
  const { words } = useTongue();
  const { seen, known, chosen, commands, expansion, seek, ends, flag, step, controls, history, act } = useGraph();
  const { name } = useNames(known);
  const navigate = useNavigate();
  const nodes = seen.nodes.filter(({ id }) => chosen.nodes.includes(id));
  const links = seen.links.filter((link) => chosen.links.includes(linkKey(link)));
  const item = (key: string, label: string, onClick: () => void, disabled = false) => ({ key, label, onClick, disabled });
  const line = (key: string) => ({ key, type: "divider" as const });
  const [only, link] = [nodes.length === 1 ? nodes[0] : undefined, links[0]];
  const away = [item("hide", words.graph.hide, commands.hide), item("remove", words.graph.remove, commands.remove)];
  if (nodes.length + links.length === 0) {
    const { left, leftLinks } = seen;
    const none = seen.nodes.length === 0;
    return [
      item("paste", words.graph.paste, paste),
      item("all", words.graph.keys.all, commands.all, none),
      item("fit", words.graph.fit, () => controls.current?.fit(), none),
      item("unhide", words.graph.unhide, () => step({ type: "unhide" }), left.hidden + leftLinks.hidden === 0),
      item("undo", words.graph.undo, () => act({ type: "undo" }), history.done.length === 0),
    ];
  }
  if (only !== undefined && links.length === 0) {
    const { id, facts } = only;
    return [
      item("open", words.graph.openPage, () => void navigate(`/entity/${encodeURIComponent(id)}`)),
      item("expand", words.graph.expandThis, () => expansion.expand([id])),
      line("1"),
      item("from", words.graph.pathFrom, () => seek({ from: id, to: ends.to === id ? null : ends.to })),
      item("to", words.graph.pathTo, () => seek({ from: ends.from === id ? null : ends.from, to: id })),
      line("2"),
      item("neighbours", words.graph.selectNeighbours, commands.neighbours),
      item("alike", words.graph.selectAlike, commands.alike),
      item("centre", words.graph.centre, commands.centre),
      item("pin", only.pinned ? words.graph.unpin : words.graph.pin, commands.pin),
      ...away,
      ...(facts.kind === "Flag" ? [] : [line("3"), item("flag", words.flags.raiseEntity, () => flag({ kind: "entity", id, label: name(id) }))]),
    ];
  }
  if (nodes.length === 0 && links.length === 1 && link !== undefined) {
    const { source, target, kind } = link;
    return [item("flag", words.flags.raiseLink, () => flag({ kind: "link", from: source, to: target, link: kind, source: name(source), target: name(target) })), ...away];
  }
  const [first, second] = nodes;
  return [
    ...(nodes.length > 0 ? [item("expand", words.graph.expandAll, () => expansion.expand(nodes.map(({ id }) => id)))] : []),
    ...(first !== undefined && second !== undefined
      ? [
          item("paths", words.graph.findPaths, () => seek({ from: first.id, to: second.id })),
          item("connect", words.graph.connect, commands.connect),
          line("1"),
          item("neighbours", words.graph.selectNeighbours, commands.neighbours),
          item("alike", words.graph.selectAlike, commands.alike),
          item("group", words.graph.group, commands.group),
          item("pin", words.graph.pin, commands.pin),
        ]
      : []),
    ...away,
  ];
}
