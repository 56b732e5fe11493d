/** Letters on the drawing: their font, their size, and the room they take. */

/** From this zoom on lines have arrows and dashes, and each symbol is drawn by itself. */
export const NEAR_FROM = 0.5;
export const SIGNS_FROM = 0.3;
/** Names have one size on the screen, in pixels, from any distance. */
export const NAME_SIZE = 13;
export const LINK_NAME_SIZE = 12;
/** With more symbols in sight than this, signs are left out. */
export const MOST_SIGNS = 1000;
export const FONT = '"Noto Sans SC", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", system-ui, sans-serif';
/** On symbols and badges, whose fills are dark enough for it. */
export const SIGN_COLOUR = "#ffffff";

/** From here on characters are as wide as they are high. */
const FULL_WIDTH = "\u2e7f";
const [NARROW, WIDE] = [new Set("iIjlrtf1.,:;|!'()[]- "), new Set("mwMWQOGCDN@%&…×◆")];

/** How wide a text is at the most, in heights of its letters: estimated, so that the same names stand on the screen and in a file. */
export function widthOf(text: string): number {
  let width = 0;
  for (const sign of text) width += sign > FULL_WIDTH ? 1 : WIDE.has(sign) ? 0.95 : NARROW.has(sign) ? 0.42 : sign >= "A" && sign <= "Z" ? 0.72 : 0.62;
  return width;
}

/** Text with an edge in the colour of the page, so that lines behind it do not cross it. */
export function letter(pen: CanvasRenderingContext2D, text: string, x: number, y: number): void {
  pen.strokeText(text, x, y);
  pen.fillText(text, x, y);
}
