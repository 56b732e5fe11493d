/**
 * Stands in for @rc-component/util's dynamicCSS (see vite.config.ts): what css-in-js would write into <style> elements
 * goes into constructed style sheets, which a policy of `style-src 'self'` allows.
 *
 * The element that callers get and mark is never attached; it only remembers key, order and priority.
 */

interface Options {
  readonly mark?: string;
  readonly prepend?: boolean | "queue";
  readonly priority?: number;
}

interface Entry {
  readonly key: string;
  readonly rank: number;
  readonly priority: number;
  readonly node: HTMLStyleElement;
  readonly sheet: CSSStyleSheet;
  css: string;
}

/** In the order in which they apply; among themselves by priority, then by age. */
const entries: Entry[] = [];

const keyOf = (key: string, options: Options): string => `${options.mark ?? "rc-util-key"} ${key}`;

/** What is prepended comes before what is queued, and that before the rest. */
function rankOf({ prepend }: Options): number {
  if (prepend === "queue") return 1;
  return prepend === true ? 0 : 2;
}

let waiting = false;

/** The document gets all that is written in one go at once: each time it computes its styles again. */
function adopt(): void {
  if (waiting) return;
  waiting = true;
  queueMicrotask(() => {
    waiting = false;
    document.adoptedStyleSheets = entries.map((entry) => entry.sheet);
  });
}

function insert(entry: Entry): void {
  const behind = entries.findIndex(
    (other) => other.rank > entry.rank || (other.rank === entry.rank && other.priority > entry.priority),
  );
  entries.splice(behind < 0 ? entries.length : behind, 0, entry);
  adopt();
}

export function updateCSS(css: string, key: string, options: Options = {}): HTMLStyleElement {
  const full = keyOf(key, options);
  const known = entries.find((entry) => entry.key === full);
  if (known !== undefined) {
    if (known.css !== css) {
      known.css = css;
      known.sheet.replaceSync(css);
    }
    return known.node;
  }
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  const node = document.createElement("style");
  insert({ key: full, rank: rankOf(options), priority: options.priority ?? 0, node, sheet, css });
  return node;
}

export function removeCSS(key: string, options: Options = {}): void {
  const full = keyOf(key, options);
  const at = entries.findIndex((entry) => entry.key === full);
  if (at >= 0) {
    entries.splice(at, 1);
    adopt();
  }
}

let nameless = 0;

export function injectCSS(css: string, options: Options = {}): HTMLStyleElement {
  nameless += 1;
  return updateCSS(css, `nameless-${nameless}`, options);
}

/** There is no container to forget. */
export function clearContainerCache(): void {}

/** For the icons: this page has no shadow trees. */
export function getShadowRoot(): null {
  return null;
}

/** For the icons: warns developers of an icon that is none. */
export function warningOnce(valid: boolean, message: string): void {
  if (!valid) console.error(message);
}
