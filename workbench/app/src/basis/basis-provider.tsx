import { useCallback, useEffect, useMemo, useState, type ReactNode } from "react";
import type { Basis } from "../ask/question";
import { useQuestion } from "../ask/use-question";
import { Me } from "../generated/operations";
import { useOfficer } from "../session/session-context";
import { Failure } from "../shell/states";
import { BasisContext, type Purpose } from "./basis";
import { remember, remembered } from "./kept-purpose";

interface Ready {
  readonly purposes: readonly Purpose[];
  readonly basis: Basis | null;
}

/** The basis of this session, and what the officer may choose from. It ends with the session and with the page. */
export function BasisProvider({ children }: { readonly children: ReactNode }) {
  const { until } = useOfficer();
  // Above the basis: asked on none.
  const { answer, error, again } = useQuestion(Me, {});
  const [ready, setReady] = useState<Ready | null>(null);
  useEffect(() => {
    if (answer === null) return;
    const { purposes } = answer.data.me;
    setReady({ purposes, basis: remembered(purposes, until) });
  }, [answer, until]);

  const choose = useCallback(
    (basis: Basis | null) => {
      remember(basis, until);
      setReady((was) => was && { ...was, basis });
    },
    [until],
  );
  const now = useMemo(() => {
    if (ready === null) return null;
    const { basis, purposes } = ready;
    return { basis, purpose: purposes.find(({ name }) => name === basis?.purpose) ?? null, purposes, choose };
  }, [ready, choose]);
  if (error !== null) return <Failure error={error} again={again} />;
  return now && <BasisContext value={now}>{children}</BasisContext>;
}
