import { useCallback, useEffect, useRef, useState } from "react";
import { isAbort, type HubError } from "../ask/problems";
import type { Problem, Told } from "../ask/question";
import { asHubError, useAsk } from "../ask/use-ask";
import { pageQuestion, type Edge } from "./compose";
import type { LinkField } from "../model/model";
import { hubOrder, type Sort } from "./sorting";

export interface Pages {
  readonly edges: readonly Edge[];
  readonly total: number | null;
  readonly more: boolean;
  readonly asking: boolean;
  readonly closed: boolean;
  readonly error: HubError | null;
  readonly problems: readonly Problem[];
  /** The order the rows stand in, and whose it is; null as the hub lists them. */
  readonly sort: (Sort & { readonly by: "hub" | "page" }) | null;
  /** Of each page: an export names the receipts of all. */
  readonly told: readonly Told[];
}

const NONE: Pages = {
  edges: [],
  total: null,
  more: false,
  asking: true,
  closed: false,
  error: null,
  problems: [],
  sort: null,
  told: [],
};
const SIZE = 20;

export interface PagesOf {
  readonly pages: Pages;
  readonly more: () => void;
  readonly sortBy: (sort: Sort | null) => void;
  /** Asks once more what was asked last. */
  readonly again: () => void;
}

/** The links of one kind, page after page; begins anew when field, entity, basis or the hub's order change. */
export function usePages(kind: string, id: string, field: LinkField): PagesOf {
  const put = useAsk();
  const [pages, setPages] = useState<Pages>(NONE);
  const ending = useRef<AbortController | null>(null);
  /** Where the rows that are there end, and in which order of the hub's. */
  const read = useRef<{ readonly cursor: string | null; readonly sort: Sort | null }>({ cursor: null, sort: null });
  const last = useRef<{ readonly after: string | null; readonly sort: Sort | null }>({ after: null, sort: null });

  const ask = useCallback(
    (after: string | null, sort: Sort | null) => {
      ending.current?.abort();
      const controller = new AbortController();
      ending.current = controller;
      last.current = { after, sort };
      const order = sort === null ? null : hubOrder(field, sort);
      // What is there stays, in its old order, until the answer has come.
      setPages((was) => ({ ...was, asking: true, error: null }));
      put(pageQuestion(kind, field, order), { id, first: SIZE, after }, controller.signal).then(
        ({ data, told, problems }) => {
          const page = data.node?.[field.name] ?? null;
          if (order !== null && page === null) {
            setPages((was) => ({ ...was, asking: false, problems }));
            return;
          }
          read.current = { cursor: page?.pageInfo.endCursor ?? null, sort };
          const fresh = after === null;
          setPages((was) => ({
            edges: fresh ? (page?.edges ?? []) : [...was.edges, ...(page?.edges ?? [])],
            total: page?.totalCount ?? null,
            more: page?.pageInfo.hasNextPage ?? false,
            asking: false,
            closed: page === null && problems.length === 0,
            error: null,
            problems,
            sort: !fresh ? was.sort : sort === null ? null : { ...sort, by: "hub" },
            told: [...(fresh ? [] : was.told), told],
          }));
        },
        (reason: unknown) => {
          if (!isAbort(reason)) setPages((was) => ({ ...was, asking: false, error: asHubError(reason) }));
        },
      );
    },
    [put, kind, id, field],
  );

  const more = useCallback(() => ask(read.current.cursor, read.current.sort), [ask]);
  const again = useCallback(() => ask(last.current.after, last.current.sort), [ask]);
  const sortBy = useCallback(
    (sort: Sort | null) => {
      const byHub = sort === null ? read.current.sort !== null : hubOrder(field, sort) !== null;
      // Where all rows are there nobody need be asked; where the hub cannot sort, what is there is sorted.
      if (pages.more && byHub) ask(null, sort);
      else setPages((was) => ({ ...was, sort: sort === null ? null : { ...sort, by: "page" }, error: null, problems: [] }));
    },
    [ask, field, pages.more],
  );

  useEffect(() => {
    setPages(NONE);
    ask(null, null);
    return () => ending.current?.abort();
  }, [ask]);

  return { pages, more, sortBy, again };
}
