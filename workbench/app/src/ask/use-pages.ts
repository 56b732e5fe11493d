import { useInfiniteQuery, useQueryClient, type InfiniteData } from "@tanstack/react-query";
import { useCallback, useMemo } from "react";
import { asHubError, type HubError } from "./problems";
import type { Answer, Question, Values } from "./question";
import { useAsk } from "./use-ask";
import { askOnceMore, useScope } from "./use-question";

export interface Cut {
  readonly hasNextPage: boolean;
  readonly endCursor: string | null;
}

export interface PagesWanted<Result, Variables extends Values> {
  readonly question: Question<Result, Variables>;
  /** Null asks nothing. */
  readonly variables: Omit<Variables, "after"> | null;
  /** Where the page ends; null where there is none. */
  readonly cutOf: (data: Result) => Cut | null;
}

export interface Pages<Result> {
  /** One for each page, as far as one has read on. */
  readonly answers: readonly Answer<Result>[];
  readonly more: boolean;
  readonly asking: boolean;
  readonly error: HubError | null;
  /** Asks for the next page. */
  readonly readOn: () => void;
  /** Starts again: asks for the first page alone, however many there are. */
  readonly restart: () => void;
  /** Asks once more for the page that failed. */
  readonly again: () => void;
}

type Kept<Result> = InfiniteData<Answer<Result>, string | null>;

/** A list read page after page. */
export function usePages<Result, Variables extends Values>({ question, variables, cutOf }: PagesWanted<Result, Variables>): Pages<Result> {
  const ask = useAsk();
  const scope = useScope();
  const client = useQueryClient();
  const key = useMemo(() => [...scope, question.text, "pages", variables], [scope, question.text, JSON.stringify(variables)]);
  const { data, error, isFetching, isFetchNextPageError, hasNextPage, fetchNextPage } = useInfiniteQuery<Answer<Result>, Error, Kept<Result>, readonly unknown[], string | null>({
    queryKey: key,
    enabled: variables !== null,
    initialPageParam: null,
    queryFn: ({ pageParam, signal }) => ask(question, { ...variables, after: pageParam } as unknown as Variables, signal),
    getNextPageParam: ({ data: last }) => {
      const cut = cutOf(last);
      return cut?.hasNextPage === true ? cut.endCursor : null;
    },
  });
  const readOn = useCallback(() => void fetchNextPage(), [fetchNextPage]);
  const restart = useCallback(() => {
    // Asked again as a whole, a list asks for each of its pages.
    client.setQueryData<Kept<Result>>(key, (was) => was && { pages: was.pages.slice(0, 1), pageParams: was.pageParams.slice(0, 1) });
    void askOnceMore(client, key);
  }, [client, key]);
  return {
    answers: data?.pages ?? [],
    more: hasNextPage,
    asking: isFetching,
    error: error === null || isFetching ? null : asHubError(error),
    readOn,
    restart,
    again: isFetchNextPageError ? readOn : restart,
  };
}
