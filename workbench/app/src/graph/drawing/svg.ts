/** The scene as SVG text, for export and print: the same shapes, with its legend and its marks. */
import { BADGE_FILL, BADGE_RADIUS, badgesOf, type Badge } from "./badges";
import { curve, boundsOf, rim } from "./geometry";
import { FONT } from "./lettering";
import { baseOf, type PlacedName } from "./name-boxes";
import { discCells, discsOf, NameGround, namesPlaced } from "./names-placed";
import { bearersOf } from "./names-wanted";
import type { Paint } from "./palette";
import type { Scene, SceneEdge, SceneNode } from "./scene";

export interface SvgParts {
  readonly title: string;
  readonly legend: readonly { readonly fill: string; readonly sign: string; readonly text: string }[];
  /** Who took it, when, on which basis, with which receipts: line by line below the drawing. */
  readonly marks: readonly string[];
  /** What each link rests on, by its key; stands on it when one points there. */
  readonly cited: ReadonlyMap<string, string>;
  /** Numbers of the links, where a list beside it cites their sources. */
  readonly numbers?: ReadonlyMap<string, number>;
}

const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
/** What XML cannot hold at all goes too. */
export const escaped = (text: string): string =>
  text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "").replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign);

const LINE = 18;
const ROW = 26;
const WIDE = 640;

const round = (value: number): number => Math.round(value * 10) / 10;

function edge(each: SceneEdge, byId: ReadonlyMap<string, SceneNode>, paint: Paint, { cited }: SvgParts): string {
  const [source, target] = [byId.get(each.source), byId.get(each.target)];
  if (source === undefined || target === undefined) return "";
  const bent = curve(source, target, each.bend);
  const [from, to] = [rim(source, bent.over), rim(target, bent.over)];
  const dash = each.ended ? ' stroke-dasharray="5 4"' : "";
  const arrow = each.arrow ? ' marker-end="url(#arrow)"' : "";
  return `<path d="M${round(from.x)} ${round(from.y)}Q${round(bent.over.x)} ${round(bent.over.y)} ${round(to.x)} ${round(to.y)}" fill="none" stroke="${paint.line}" stroke-width="1.2"${dash}${arrow}><title>${escaped(cited.get(each.id) ?? each.label)}</title></path>`;
}

function node({ x, y, radius, fill, sign, label, ended }: SceneNode, paint: Paint): string {
  const dash = ended ? ` stroke-dasharray="4 3" fill-opacity="0.75"` : "";
  return `<circle cx="${round(x)}" cy="${round(y)}" r="${radius}" fill="${fill}" stroke="${paint.ring}" stroke-width="1.5"${dash}><title>${escaped(label)}</title></circle><text x="${round(x)}" y="${round(y + 5)}" class="sign">${escaped(sign)}</text>`;
}

/** As on the screen at life size. */
function name(placed: PlacedName): string {
  const { x, y } = baseOf(placed, 1);
  return `<text x="${round(x)}" y="${round(y)}" class="name" font-size="${placed.size}">${escaped(placed.text)}</text>`;
}

function badge({ x, y, sign }: Badge, paint: Paint): string {
  return `<circle cx="${round(x)}" cy="${round(y)}" r="${BADGE_RADIUS}" fill="${BADGE_FILL}" stroke="${paint.ring}"/><text x="${round(x)}" y="${round(y + 3)}" class="sign small">${escaped(sign)}</text>`;
}

export interface Picture {
  readonly svg: string;
  readonly width: number;
  readonly height: number;
}

export function picture(scene: Scene, paint: Paint, parts: SvgParts): Picture {
  const byId = new Map(scene.nodes.map((each) => [each.id, each]));
  const bounds = boundsOf(scene, 70);
  const width = Math.ceil(Math.max(WIDE, bounds.right - bounds.left));
  const drawn = Math.ceil(bounds.bottom - bounds.top);
  const perRow = Math.max(1, Math.floor((width - 48) / 180));
  const legendRows = Math.ceil(parts.legend.length / perRow);
  const head = 52;
  const foot = 24 + legendRows * ROW + parts.marks.length * LINE + 16;
  const height = head + drawn + foot;
  const [shiftX, shiftY] = [round(-bounds.left + (width - (bounds.right - bounds.left)) / 2), round(head - bounds.top)];
  const legend = parts.legend.map(({ fill, sign, text }, at) => {
    const [x, y] = [36 + (at % perRow) * 180, head + drawn + 24 + Math.floor(at / perRow) * ROW];
    return `<circle cx="${x}" cy="${y}" r="10" fill="${fill}"/><text x="${x}" y="${y + 4}" class="sign small">${escaped(sign)}</text><text x="${x + 18}" y="${y + 4}" class="mark">${escaped(text)}</text>`;
  });
  const names = namesPlaced(new NameGround(discCells(discsOf(scene, byId), 1), 1), bearersOf(scene, byId).map(({ name }) => name(false, parts.numbers)));
  const marks = parts.marks.map(
    (mark, at) => `<text x="24" y="${head + drawn + 24 + legendRows * ROW + (at + 1) * LINE}" class="mark">${escaped(mark)}</text>`,
  );
  const boxes = scene.boxes.map(
    (each) =>
      `<rect x="${round(each.x - each.width / 2)}" y="${round(each.y - each.height / 2)}" width="${round(each.width)}" height="${round(each.height)}" rx="10" fill="${paint.box}" stroke="${paint.boxLine}"/>`,
  );
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="${escaped(parts.title)}">
<style>text{font-family:${escaped(FONT).replaceAll("&quot;", "'")};fill:${paint.text}}.name{text-anchor:middle;paint-order:stroke;stroke:${paint.page};stroke-width:3px}.sign{text-anchor:middle;font-size:15px;font-weight:600;fill:#fff}.small{font-size:9px}.mark{font-size:12px}.title{font-size:18px;font-weight:600}</style>
<defs><marker id="arrow" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="8" markerHeight="8" orient="auto-start-reverse"><path d="M0 0L10 5L0 10z" fill="${paint.line}"/></marker></defs>
<rect width="${width}" height="${height}" fill="${paint.page}"/>
<text x="24" y="34" class="title">${escaped(parts.title)}</text>
<g transform="translate(${shiftX} ${shiftY})">
${boxes.join("\n")}
${scene.edges.map((each) => edge(each, byId, paint, parts)).join("\n")}
${scene.nodes.map((each) => node(each, paint)).join("\n")}
${badgesOf(scene.nodes, scene.edges, byId)
  .map((each) => badge(each, paint))
  .join("\n")}
${names.map(name).join("\n")}
</g>
${legend.join("\n")}
${marks.join("\n")}
</svg>`;
  return { svg, width, height };
}

export const dataUrl = (svg: string): string => `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;

/** Browsers refuse canvases that are larger. */
const MOST_PIXELS = 8000;

export async function png({ svg, width, height }: Picture): Promise<Blob> {
  const scale = Math.min(2, MOST_PIXELS / width, MOST_PIXELS / height);
  const image = new Image();
  image.src = dataUrl(svg);
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(width * scale);
  canvas.height = Math.round(height * scale);
  canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob === null ? reject(new Error("The picture is too large.")) : resolve(blob)), "image/png");
  });
}
