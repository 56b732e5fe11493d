import "graphiql/setup-workers/vite";
import "graphiql/style.css";
import "./page.css";

import { GraphiQL } from "graphiql";
import { useEffect, useMemo, useRef, useState } from "react";
import { createRoot } from "react-dom/client";

import { createAsk, type Refusal } from "./ask";
import { Bar } from "./bar";
import { receive, type Handover } from "./handover";
import { MemoryStorage } from "./memory";
import { loadStart, titled, type Start } from "./start";

const EMPTY_TAB = "# Linkage Hub\n\n";
/** Let a token be typed or pasted to its end before the schema is asked for with it. */
const SETTLE_MS = 500;

interface PageProps {
  readonly start: Start;
  /** A question brought from the workbench; it is the first tab. */
  readonly handed: Handover | null;
}

function Page({ start, handed }: PageProps) {
  const [token, setToken] = useState("");
  const [settled, setSettled] = useState("");
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const tokenRef = useRef("");
  const storage = useMemo(() => new MemoryStorage(), []);
  const tabs = useMemo(
    () => [
      ...(handed === null ? [] : [handed]),
      ...start.samples.map((sample) => ({
        query: titled(sample),
        variables: sample.variables,
        headers: sample.headers,
      })),
    ],
    [start, handed],
  );
  const first = tabs[0];

  function changeToken(text: string, how: "typed" | "chosen") {
    const next = text.trim().replace(/^bearer\s+/i, "");
    tokenRef.current = next;
    setToken(next);
    setRefusal(null);
    if (how === "chosen") setSettled(next);
  }

  useEffect(() => {
    const timer = setTimeout(() => setSettled(token), SETTLE_MS);
    return () => clearTimeout(timer);
  }, [token]);

  // A new fetcher makes GraphiQL ask for the schema again: an officer may see another one.
  const ask = useMemo(() => {
    void settled;
    return createAsk(() => tokenRef.current, setRefusal, handed !== null);
  }, [settled, handed]);

  return (
    <>
      <Bar
        officers={start.officers}
        token={token}
        refusal={refusal}
        problems={start.problems}
        session={handed !== null}
        onToken={changeToken}
      />
      <main className="page-main">
        <GraphiQL
          fetcher={ask}
          // null: do not ask for the schema while there is neither token nor session to ask with.
          {...(settled === "" && handed === null ? { schema: null } : {})}
          storage={storage}
          shouldPersistHeaders={false}
          showPersistHeadersSettings={false}
          defaultEditorToolsVisibility={true}
          defaultQuery={EMPTY_TAB}
          {...(first === undefined
            ? {}
            : {
                defaultTabs: tabs,
                initialVariables: first.variables,
                initialHeaders: first.headers,
              })}
        />
      </main>
    </>
  );
}

const root = document.getElementById("root");
if (root === null) throw new Error("no #root");
void Promise.all([loadStart(), receive()]).then(([start, handed]) =>
  createRoot(root).render(<Page start={start} handed={handed} />),
);
