import type { Question } from "../ask/question";
import { FlagRowText, type FlagsQuery } from "../generated/operations";

type Row = NonNullable<FlagsQuery["flags"]>["nodes"][number];
export type FlagsOnQuestion = Question<
  { readonly node: { readonly flags: { readonly totalCount: number; readonly nodes: readonly Row[] } | null } | null },
  { id: string }
>;

/** The flags of an entity of a known kind: asked of every kind at once, the database plans it sixteen times. */
export function flagsOn(kind: string): FlagsOnQuestion {
  return {
    name: "FlagsOn",
    text: `query FlagsOn($id: ID!) {
  node(id: $id) {
    ... on ${kind} {
      flags(first: 50, orderBy: [{raisedAt: DESC}]) {
        totalCount
        nodes {
          ...FlagRow
        }
      }
    }
  }
}

${FlagRowText}`,
  };
}
