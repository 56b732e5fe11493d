/** What a purpose opens, declared once: the pages, the navigation and the first page read it from here. */
import { opensGraph, type Purpose } from "../basis/basis";

/** By view: the address of its page, and whether a purpose opens it. */
export const VIEWS = {
  search: { path: "/", opens: opensGraph },
  graph: { path: "/graph", opens: opensGraph },
  flags: { path: "/flags", opens: (purpose: Purpose) => purpose.groups.includes("flags") },
  screening: { path: "/screening", opens: (purpose: Purpose) => purpose.groups.includes("listing") },
  audit: { path: "/audit", opens: (purpose: Purpose) => purpose.groups.includes("audit") },
} as const;

export type View = keyof typeof VIEWS;

export const opens = (view: View, purpose: Purpose | null): boolean => purpose !== null && VIEWS[view].opens(purpose);

/** All that one of these purposes opens, in the order in which it stands in the navigation. */
export const viewsOf = (...purposes: readonly Purpose[]): readonly View[] => (Object.keys(VIEWS) as View[]).filter((view) => purposes.some((purpose) => opens(view, purpose)));
