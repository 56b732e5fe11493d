import { App as AntApp, ConfigProvider, theme as themes } from "antd";
import enGB from "antd/locale/en_GB";
import zhCN from "antd/locale/zh_CN";
import { lazy, useCallback, useMemo, useState } from "react";
import { RouterProvider, createBrowserRouter } from "react-router";
import addresses from "../../../hub/serving/addresses.json";
import { TongueContext, tongueOf } from "./i18n/words";
import { firstLanguage, keepLanguage, type Language } from "./i18n/preferences";
import { SearchPage } from "./search/search-page";
import { SessionProvider } from "./session/session-provider";
import { AppearanceContext, useAppearanceNow } from "./shell/appearance";
import { Gate } from "./shell/gate";
import { STAYS } from "./shell/layout";
import { Missing } from "./shell/missing";

/** Loaded when they are opened: one signs in and searches before. */
const EntityPage = lazy(() => import("./entity/entity-page"));
const FlagsPage = lazy(() => import("./flags/flags-page"));
const GraphPage = lazy(() => import("./graph/page/graph-page"));
const AuditPage = lazy(() => import("./audit/audit-page"));
const ScreeningPage = lazy(() => import("./screening/screening-page"));

const PAGES = {
  search: { Component: SearchPage },
  entity: { Component: EntityPage },
  graph: { Component: GraphPage, handle: STAYS },
  flags: { Component: FlagsPage },
  screening: { Component: ScreeningPage },
  audit: { Component: AuditPage },
} satisfies Record<keyof typeof addresses, object>;

/** Addresses hold opaque ids alone; the hub serves the page for each of them (hub/serving/workbench.py). */
const router = createBrowserRouter([
  {
    Component: Gate,
    children: [
      ...(Object.keys(PAGES) as (keyof typeof PAGES)[]).flatMap((page) => addresses[page].map((path) => ({ path, ...PAGES[page] }))),
      { path: "*", Component: Missing },
    ],
  },
]);

const LOCALES = { zh: zhCN, en: enGB };
/** Blue dark enough for text on white and on grey (WCAG 1.4.3), light enough on black. */
const PRIMARY = { light: "#0b57b0", dark: "#5aa2ff" };

export function App() {
  const [language, setLanguage] = useState<Language>(firstLanguage);
  const appearance = useAppearanceNow();
  const change = useCallback((next: Language) => {
    keepLanguage(next);
    setLanguage(next);
  }, []);
  const tongue = useMemo(() => {
    document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
    return tongueOf(language, change);
  }, [language, change]);
  const theme = useMemo(
    () => ({
      algorithm: appearance.dark ? themes.darkAlgorithm : themes.defaultAlgorithm,
      cssVar: { key: "workbench" },
      hashed: false,
      // On the light blue of the dark theme white text would be too faint.
      ...(appearance.dark ? { components: { Button: { primaryColor: "#06121f" } } } : {}),
      token: {
        colorPrimary: appearance.dark ? PRIMARY.dark : PRIMARY.light,
        colorLink: appearance.dark ? "#74b4ff" : PRIMARY.light,
        colorTextSecondary: appearance.dark ? "rgba(255,255,255,0.68)" : "rgba(0,0,0,0.66)",
        colorTextDescription: appearance.dark ? "rgba(255,255,255,0.68)" : "rgba(0,0,0,0.66)",
        colorTextPlaceholder: appearance.dark ? "rgba(255,255,255,0.6)" : "rgba(0,0,0,0.6)",
      },
    }),
    [appearance.dark],
  );
  return (
    <TongueContext value={tongue}>
      <AppearanceContext value={appearance}>
        <ConfigProvider
          locale={LOCALES[language]}
          theme={theme}
          button={{ autoInsertSpace: false }}
          // What opens beside something belongs to the same part of the page, also for screen readers.
          getPopupContainer={(node) => node?.closest<HTMLElement>("main, header") ?? document.body}
        >
          <AntApp className="app">
            <SessionProvider>
              <RouterProvider router={router} />
            </SessionProvider>
          </AntApp>
        </ConfigProvider>
      </AppearanceContext>
    </TongueContext>
  );
}
