import { createContext, useContext } from "react";
import type { Basis } from "../ask/question";
import type { MeQuery } from "../generated/operations";

export type Purpose = MeQuery["me"]["purposes"][number];

/** What questions run under that name no basis. */
export const WITHOUT_BASIS = "PUBLIC_REGISTER";

export interface BasisNow {
  /** null: only what needs none can be asked. */
  readonly basis: Basis | null;
  readonly purpose: Purpose | null;
  /** What the officer may name; empty until the hub has said. */
  readonly purposes: readonly Purpose[];
  readonly choose: (basis: Basis | null) => void;
}

export const BasisContext = createContext<BasisNow>({ basis: null, purpose: null, purposes: [], choose: () => {} });

export function useBasis(): BasisNow {
  return useContext(BasisContext);
}

/** The same text for the same basis; null has one too. */
export function basisKey(basis: Basis | null): string {
  return JSON.stringify(basis);
}

export function needsCase(purpose: Purpose): boolean {
  return purpose.caseRule !== "NONE";
}

export function needsDocument(purpose: Purpose): boolean {
  return purpose.documents.length > 0;
}

/** Whether anything of the graph beside the register of agencies can be looked at for it, one by one. */
export function opensGraph(purpose: Purpose | null): boolean {
  return purpose !== null && purpose.name !== WITHOUT_BASIS && purpose.groups.includes("graph") && !purpose.countsOnly;
}
