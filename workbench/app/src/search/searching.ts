import { createContext, useContext } from "react";
import type { SearchQuery } from "../generated/operations";

export type Found = NonNullable<SearchQuery["search"]>;
export type Hit = Found["hits"][number];

/** What was typed and looked for in this session, in memory alone: it is about people. */
export interface Searching {
  readonly text: string;
  readonly setText: (text: string) => void;
  readonly recent: readonly string[];
  readonly remember: (text: string) => void;
  readonly forget: () => void;
}

export const SearchingContext = createContext<Searching>({
  text: "",
  setText: () => {},
  recent: [],
  remember: () => {},
  forget: () => {},
});

export const useSearching = (): Searching => useContext(SearchingContext);

/** The most the hub gives at once. */
export const MOST = 50;

const MOST_RECENT = 10;

export function withRecent(recent: readonly string[], text: string): readonly string[] {
  const wanted = text.trim();
  return wanted === "" ? recent : [wanted, ...recent.filter((each) => each !== wanted)].slice(0, MOST_RECENT);
}

const HAN = /\p{Script=Han}/u;

/** One Chinese character says as much as two letters. */
export function worthAsking(text: string): boolean {
  const wanted = text.trim();
  return wanted.length >= 2 || HAN.test(wanted);
}
