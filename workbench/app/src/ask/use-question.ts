/** The one way in which pages ask: what a part of a page shows is asked when it appears, and given up when it goes. */
import { skipToken, useQueries, useQuery, useQueryClient, type QueryClient, type QueryFunction, type QueryKey, type SkipToken, type UseQueryResult } from "@tanstack/react-query";
import { useCallback, useMemo } from "react";
import { basisKey, useBasis } from "../basis/basis";
import { useOfficer } from "../session/session-context";
import { asHubError, type HubError } from "./problems";
import type { Answer, Question, Values } from "./question";
import { useAsk } from "./use-ask";

export interface QuestionState<Result> {
  /** Null until there is one, and after a failure: what failed is never shown as empty. */
  readonly answer: Answer<Result> | null;
  readonly asking: boolean;
  readonly error: HubError | null;
  /** Asks once more. */
  readonly again: () => void;
}

/** The officer and the basis of an answer: part of every key. */
export type Scope = readonly [agency: string, card: string, basis: string];

export function useScope(): Scope {
  const { basis } = useBasis();
  const { officer } = useOfficer();
  const { agency, card } = officer;
  const on = basisKey(basis);
  return useMemo(() => [agency, card, on], [agency, card, on]);
}

/** What to ask; `variables: null` asks nothing. */
export interface Wanted<Result, Variables extends Values> {
  readonly question: Question<Result, Variables>;
  readonly variables: Variables | null;
}

interface Options<Result> {
  readonly queryKey: readonly unknown[];
  readonly enabled: boolean;
  readonly queryFn: QueryFunction<Answer<Result>> | SkipToken;
}

/** Options of a query for each question, on the present basis. */
function useOptions() {
  const ask = useAsk();
  const scope = useScope();
  return useCallback(
    <Result, Variables extends Values>({ question, variables }: Wanted<Result, Variables>): Options<Result> => ({
      queryKey: [...scope, question.text, variables],
      enabled: variables !== null,
      queryFn: variables === null ? skipToken : ({ signal }) => ask(question, variables, signal),
    }),
    [ask, scope],
  );
}

/**
 * What is on its way may have been answered before the change that is now asked about: it is given up. What is there is
 * marked as out of date, and so whatever shows it asks: now, or as soon as it takes the place of what shows it now.
 */
export async function askOnceMore(client: QueryClient, queryKey: QueryKey): Promise<void> {
  const one = { queryKey, exact: true };
  await client.cancelQueries(one);
  await client.invalidateQueries(one);
}

function stateOf<Result>(client: QueryClient, queryKey: QueryKey, result: UseQueryResult<Answer<Result>>): QuestionState<Result> {
  const { data, error, isFetching } = result;
  const failed = error !== null && !isFetching;
  return {
    answer: failed ? null : (data ?? null),
    asking: isFetching,
    error: failed ? asHubError(error) : null,
    again: () => void askOnceMore(client, queryKey),
  };
}

/** Asks as soon as it is there, and again when the variables, the basis or the officer change. */
export function useQuestion<Result, Variables extends Values>(question: Question<Result, Variables>, variables: Variables | null): QuestionState<Result> {
  const options = useOptions();
  const asked = options({ question, variables });
  return stateOf(useQueryClient(), asked.queryKey, useQuery(asked));
}

/** Several questions side by side; each is asked again by itself. */
export function useQuestions<Result, Variables extends Values>(wanted: readonly Wanted<Result, Variables>[]): readonly QuestionState<Result>[] {
  const options = useOptions();
  const client = useQueryClient();
  const asked = wanted.map(options);
  return useQueries({ queries: asked }).map((each, place) => stateOf(client, asked[place]?.queryKey ?? [], each));
}

/** Of several questions: whether one is on its way, the first error, and asking all once more that failed. */
export function together(all: readonly QuestionState<unknown>[]): Pick<QuestionState<unknown>, "asking" | "error" | "again"> {
  return {
    asking: all.some(({ asking }) => asking),
    error: all.find(({ error }) => error !== null)?.error ?? null,
    again: () => {
      for (const each of all) if (each.error !== null) each.again();
    },
  };
}
