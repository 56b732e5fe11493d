/** Where answers are while a page shows them: in memory, and no longer than that. */
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { useEffect, useState, type ReactNode } from "react";

/**
 * Each question is a record in the audit log, so nothing is asked unless the officer's own action asks for it: not when
 * the window gets the focus or the network comes back, and not again after a failure. While an answer is shown, other parts of the page
 * share it; once nothing shows it, it is gone.
 */
export function newQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        gcTime: 0,
        staleTime: Infinity,
        retry: false,
        refetchOnWindowFocus: false,
        refetchOnReconnect: false,
        // Without a network the question fails, and the page says so; otherwise it would wait without a word.
        networkMode: "always",
        structuralSharing: false,
      },
      mutations: { gcTime: 0, retry: false, networkMode: "always" },
    },
  });
}

/** Answers for what is below it; they go with it. */
export function Answers({ children }: { readonly children: ReactNode }) {
  const [client] = useState(newQueryClient);
  useEffect(() => () => client.clear(), [client]);
  return <QueryClientProvider client={client}>{children}</QueryClientProvider>;
}
