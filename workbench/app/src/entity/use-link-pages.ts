import { useState } from "react";
import type { HubError } from "../ask/problems";
import type { Extensions } from "../ask/question";
import { useLast } from "../ask/use-last";
import { usePages } from "../ask/use-pages";
import { useScope } from "../ask/use-question";
import type { LinkField } from "../model/model";
import { pageQuestion, type Edge, type PageVariables } from "./compose";
import { hubOrder, type Sort } from "./sorting";

export interface LinkPages {
  readonly edges: readonly Edge[];
  readonly total: number | null;
  readonly more: boolean;
  readonly asking: boolean;
  readonly closed: boolean;
  readonly error: HubError | null;
  /** The order of the rows, and whether the hub or the page sorted them; null as the hub lists them. */
  readonly sort: (Sort & { readonly by: "hub" | "page" }) | null;
  /** Of each page: an export names the receipts of all. */
  readonly extensions: readonly Extensions[];
}

const SIZE = 20;

export interface LinkPagesNow {
  readonly pages: LinkPages;
  readonly more: () => void;
  readonly sortBy: (sort: Sort | null) => void;
  /** Asks once more for what failed. */
  readonly again: () => void;
}

/** The links of one kind, page after page; starts again when field, entity, basis or the hub's order change. */
export function useLinkPages(kind: string, id: string, field: LinkField): LinkPagesNow {
  const scope = useScope();
  /** The order that the hub is asked for. */
  const [asked, setAsked] = useState<Sort | null>(null);
  /** The order that the page makes of the rows that it has; null: none, they stand as the hub lists them. */
  const [own, setOwn] = useState<{ readonly sort: Sort | null } | null>(null);
  const order = asked === null ? null : hubOrder(field, asked);
  const { answers, more, asking, error, readOn, again } = usePages({
    question: pageQuestion(kind, field, order),
    variables: { id, first: SIZE } satisfies Omit<PageVariables, "after">,
    cutOf: (data) => data.node?.[field.name]?.pageInfo ?? null,
  });
  // What is there stays, in its old order, until the answer in the new one has come.
  const shown = useLast(scope, answers.length === 0 ? null : { answers, more, sort: asked }, true);
  const pages = shown?.answers.map(({ data }) => data.node?.[field.name] ?? null) ?? [];
  const sortBy = (sort: Sort | null) => {
    const byHub = sort === null ? asked !== null : hubOrder(field, sort) !== null;
    // Where all rows are there the hub need not be asked; where the hub cannot sort, the rows that are there are sorted.
    if (shown?.more === true && byHub) {
      setAsked(sort);
      setOwn(null);
    } else setOwn({ sort });
  };
  const ofHub = shown?.sort ?? null;
  return {
    pages: {
      edges: pages.flatMap((page) => page?.edges ?? []),
      total: pages.at(-1)?.totalCount ?? null,
      more: shown?.more ?? false,
      asking,
      closed: pages.at(-1) === null,
      error,
      sort: own !== null ? own.sort && { ...own.sort, by: "page" } : ofHub && { ...ofHub, by: "hub" },
      extensions: shown?.answers.map(({ extensions }) => extensions) ?? [],
    },
    more: readOn,
    sortBy,
    again,
  };
}
