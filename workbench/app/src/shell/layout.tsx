import { Suspense } from "react";
import { Outlet, useLocation, useMatches } from "react-router";
import { ViewQuestions } from "../ask/view";
import { basisKey, useBasis } from "../basis/basis";
import { useWords } from "../i18n/words";
import { IdleGuard } from "../session/idle";
import { Instead } from "../session/instead";
import { ErrorBoundary } from "./error-boundary";
import { Header } from "./header";
import { Loading } from "./states";

/** A route's handle: the page stays as it is on all of the route's addresses, and sees to another basis itself. */
export const STAYS = { stays: true };

/** What a view is of; with another, nothing of what was seen before is left. */
function useView(): string {
  const { pathname } = useLocation();
  const route = useMatches().at(-1);
  const { basis } = useBasis();
  return route?.handle === STAYS ? route.id : `${pathname} ${basisKey(basis)}`;
}

/** What stands around every page of those who are signed in. */
export function Layout() {
  const words = useWords();
  const view = useView();
  return (
    <>
      <a className="skip" href="#content">
        {words.skip}
      </a>
      <Header />
      <main id="content" tabIndex={-1}>
        <Instead />
        <ViewQuestions key={view}>
          <ErrorBoundary key={view}>
            <Suspense fallback={<Loading />}>
              <Outlet />
            </Suspense>
          </ErrorBoundary>
        </ViewQuestions>
      </main>
      <IdleGuard />
    </>
  );
}
