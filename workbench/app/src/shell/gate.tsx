import { useEffect } from "react";
import { Answers } from "../ask/query-client";
import { BasisProvider } from "../basis/basis-provider";
import { forgetBasis } from "../basis/kept-purpose";
import { GraphSession } from "../graph/graph-session";
import { SearchingProvider } from "../search/searching-provider";
import { useSession } from "../session/session-context";
import { SignInPage } from "../session/sign-in-page";
import { Layout } from "./layout";
import { Failure, Loading } from "./states";

/** An officer who is not signed in sees the sign-in alone. What one officer saw, typed and chose goes with the session. */
export function Gate() {
  const { state, again } = useSession();
  const out = state.kind === "known" && state.session.kind === "out";
  useEffect(() => {
    if (out) forgetBasis();
  }, [out]);
  if (state.kind === "reading") return <Loading />;
  if (state.kind === "unknown") return <Failure error={state.error} again={again} />;
  if (state.session.kind === "out") return <SignInPage session={state.session} ending={state.ending} />;
  return (
    <Answers key={`${state.session.officer.agency} ${state.session.officer.card}`}>
      <BasisProvider>
        <SearchingProvider>
          <GraphSession>
            <Layout />
          </GraphSession>
        </SearchingProvider>
      </BasisProvider>
    </Answers>
  );
}
