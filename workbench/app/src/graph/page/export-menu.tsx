import { DownloadOutlined } from "@ant-design/icons";
import { App, Button, Dropdown } from "antd";
import { useState } from "react";
import { createPortal, flushSync } from "react-dom";
import { useBasis } from "../../basis/basis";
import { useFeedText } from "../../entity/use-feed-text";
import { save } from "../../export/export-button";
import { fileName, marksOf, type Mark } from "../../export/table";
import { useTongue } from "../../i18n/words";
import { entityLabel } from "../../model/model";
import { useOfficer } from "../../session/session-context";
import type { LinkFacts } from "../chart/knowledge";
import { kindsOf } from "../chart/visible";
import { BADGE_FILL } from "../drawing/badges";
import { fillOf, paintOf, signOf } from "../drawing/palette";
import { dataUrl, picture, png, type Picture } from "../drawing/svg";
import { leftOut } from "../panels/left-out";
import { useNames } from "../panels/use-names";
import { PrintSheet } from "./print-sheet";
import { useGraph } from "../panels/graph-context";

interface Sheet {
  readonly image: string;
  readonly marks: readonly Mark[];
  readonly numbers: ReadonlyMap<string, number>;
}

/** Receipts that stand on a picture; the printed chart and the tables name all of them. */
const MOST_ON_PICTURE = 6;

/** The drawing as a file or on paper, marked with who took it, when, and the receipts of what it shows. Always light. */
export function ExportMenu() {
  const { words, language, format } = useTongue();
  const { message } = App.useApp();
  const session = useOfficer();
  const { basis } = useBasis();
  const { chart, known, seen, scene, flagged } = useGraph();
  const { read } = useNames(known);
  const feedText = useFeedText();
  const [busy, setBusy] = useState(false);
  const [sheet, setSheet] = useState<Sheet | null>(null);

  const sourceOf = ({ source, batch, lastSeen }: LinkFacts["provenance"]): string => [feedText(source), batch, lastSeen].filter(Boolean).join(" · ");
  const marks = (at: Date): readonly Mark[] => {
    const table = { name: "graph", columns: [], rows: [], missing: leftOut(seen, words, format) };
    const day = chart.filters.day;
    return [
      ...marksOf(table, session, basis, known.extensions, at, words, format).filter(([name]) => name !== words.export.rows),
      [words.graph.title, words.graph.sizes(format.number(seen.nodes.length), format.number(seen.links.length))],
      ...(day === null ? [] : [[words.graph.asOf, format.day(day)] as const]),
    ];
  };
  const drawn = (found: readonly Mark[], numbers?: ReadonlyMap<string, number>): Picture => {
    const receipts = found.filter(([name]) => name === words.export.receipt);
    const left = receipts.length - MOST_ON_PICTURE;
    const shown = found.filter((mark) => !receipts.slice(MOST_ON_PICTURE).includes(mark));
    return picture(scene, paintOf(false), {
      title: words.graph.chartOf,
      legend: [
        ...[...kindsOf(chart, known).keys()].map((kind) => ({ fill: fillOf(kind), sign: signOf(kind, language), text: entityLabel(kind, language) })),
        ...(flagged.count > 0 ? [{ fill: BADGE_FILL, sign: signOf("Flag", language), text: `${words.graph.flagged}: ${format.number(flagged.count)}` }] : []),
      ],
      cited: new Map(seen.links.map((link) => [link.key, `${read(link)} · ${link.records.map(({ provenance }) => sourceOf(provenance)).join("; ")}`])),
      marks: numbers === undefined ? [...shown.map(([name, value]) => `${name}: ${value}`), ...(left > 0 ? [words.graph.moreReceipts(format.number(left))] : [])] : [],
      ...(numbers === undefined ? {} : { numbers }),
    });
  };

  const write = async (kind: "png" | "svg") => {
    setBusy(true);
    try {
      const at = new Date();
      const made = drawn(marks(at));
      const blob = kind === "svg" ? new Blob([made.svg], { type: "image/svg+xml" }) : await png(made);
      save(blob, fileName({ name: "graph" }, at, kind));
    } catch {
      message.error(words.export.failed);
    }
    setBusy(false);
  };
  const print = async () => {
    const at = new Date();
    const found = marks(at);
    const numbers = new Map(seen.links.map(({ key }, index) => [key, index + 1]));
    const image = dataUrl(drawn(found, numbers).svg);
    const loaded = new Image();
    loaded.src = image;
    await loaded.decode().catch(() => {});
    flushSync(() => setSheet({ image, marks: found, numbers }));
    window.print();
    setSheet(null);
  };

  return (
    <>
      <Dropdown
        trigger={["click"]}
        disabled={scene.nodes.length === 0}
        menu={{
          items: [
            { key: "png", label: words.graph.png, onClick: () => void write("png") },
            { key: "svg", label: words.graph.svg, onClick: () => void write("svg") },
            { key: "print", label: words.graph.print, onClick: () => void print() },
          ],
        }}
      >
        <Button icon={<DownloadOutlined />} loading={busy} aria-haspopup="menu">
          {words.export.title}
        </Button>
      </Dropdown>
      {sheet !== null && createPortal(<PrintSheet {...sheet} seen={seen} known={known} flagged={flagged} />, document.body)}
    </>
  );
}
