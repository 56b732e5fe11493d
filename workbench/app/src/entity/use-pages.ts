import { useCallback, useEffect, useRef, useState } from "react";
import { isAbort, type HubError } from "../ask/problems";
import type { Problem, Told } from "../ask/question";
import { asHubError, useAsk } from "../ask/use-ask";
import { pageQuestion, type Edge } from "./compose";
import type { LinkField } from "../model/model";

export interface Pages {
  readonly edges: readonly Edge[];
  readonly total: number | null;
  readonly more: boolean;
  readonly asking: boolean;
  readonly closed: boolean;
  readonly error: HubError | null;
  readonly problems: readonly Problem[];
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
  told: [],
};
const SIZE = 20;

/** The links of one kind, page after page; begins anew when field, entity or basis change. */
export function usePages(kind: string, id: string, field: LinkField): readonly [Pages, () => void] {
  const put = useAsk();
  const [pages, setPages] = useState<Pages>(NONE);
  const cursor = useRef<string | null>(null);
  const ending = useRef<AbortController | null>(null);

  const next = useCallback(() => {
    ending.current?.abort();
    const controller = new AbortController();
    ending.current = controller;
    const after = cursor.current;
    setPages((was) => ({ ...(after === null ? NONE : was), asking: true, error: null }));
    put(pageQuestion(kind, field), { id, first: SIZE, after }, controller.signal).then(
      ({ data, told, problems }) => {
        const page = data.node?.[field.name] ?? null;
        cursor.current = page?.pageInfo.endCursor ?? null;
        setPages((was) => ({
          edges: after === null ? (page?.edges ?? []) : [...was.edges, ...(page?.edges ?? [])],
          total: page?.totalCount ?? null,
          more: page?.pageInfo.hasNextPage ?? false,
          asking: false,
          closed: page === null && problems.length === 0,
          error: null,
          problems,
          told: [...(after === null ? [] : was.told), told],
        }));
      },
      (reason: unknown) => {
        if (!isAbort(reason)) setPages((was) => ({ ...was, asking: false, error: asHubError(reason) }));
      },
    );
  }, [put, kind, id, field]);

  useEffect(() => {
    cursor.current = null;
    next();
    return () => ending.current?.abort();
  }, [next]);

  return [pages, next];
}
