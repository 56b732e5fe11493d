import { Suspense } from "react";
import { Outlet, useLocation } from "react-router";
import { ViewQuestions } from "../ask/view";
import { useWords } from "../i18n/words";
import { IdleGuard } from "../session/idle";
import { ErrorBoundary } from "./error-boundary";
import { Header } from "./header";
import { Loading } from "./states";

/** What stands around every page of those who are signed in. */
export function Layout() {
  const words = useWords();
  const { pathname } = useLocation();
  return (
    <>
      <a className="skip" href="#content">
        {words.skip}
      </a>
      <Header />
      <main id="content" tabIndex={-1}>
        <ViewQuestions key={pathname}>
          <ErrorBoundary key={pathname}>
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
