/** Letters on the drawing: from which zoom on they are drawn, and how large. */

/** Below this zoom names are too small to read and only hide what is there. */
export const NAMES_FROM = 0.5;
export const LINK_NAMES_FROM = 0.75;
export const SIGNS_FROM = 0.3;
/** With more of them in sight than this, names lie on top of each other. */
export const MOST_NAMES = 500;
/** Names shrink less than the chart, so that they stay readable; in steps, so that they do not change with every turn of the wheel. */
const stepSize = (zoom: number): number => (zoom >= 0.85 ? 12 : zoom >= 0.65 ? 15 : 19);
/** On the screen, in pixels: from close by they do not grow over their neighbours, and from afar they can be read. */
const [SMALLEST_NAME, LARGEST_NAME] = [11, 16];
export const nameSize = (zoom: number): number => Math.max(SMALLEST_NAME / zoom, Math.min(LARGEST_NAME / zoom, stepSize(zoom)));
/** Of what stands out, as many names are drawn from any distance. */
export const MOST_NAMES_APART = 60;
export const FONT = '"Noto Sans SC", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", system-ui, sans-serif';
/** On symbols and badges, whose fills are dark enough for it. */
export const SIGN_COLOUR = "#ffffff";

/** Text with an edge in the colour of the page, so that lines behind it do not cross it. */
export function letter(pen: CanvasRenderingContext2D, text: string, x: number, y: number): void {
  pen.strokeText(text, x, y);
  pen.fillText(text, x, y);
}
