import { useEffect } from "react";
import { BasisProvider, forgetBasis } from "../basis/basis-provider";
import { GraphTray } from "../graph/tray";
import { SearchingProvider } from "../search/searching-provider";
import { useSession } from "../session/session-context";
import { SignInPage } from "../session/sign-in-page";
import { Layout } from "./layout";
import { Failure, Loading } from "./states";

/** Whoever is not signed in sees nothing else. What one officer saw, typed and chose goes with the session. */
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
    <BasisProvider key={state.session.officer.card}>
      <SearchingProvider>
        <GraphTray>
          <Layout />
        </GraphTray>
      </SearchingProvider>
    </BasisProvider>
  );
}
