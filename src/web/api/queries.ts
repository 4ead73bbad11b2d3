/** The cache of what was asked, and how a failed question is asked again. */
import { QueryClient } from "@tanstack/react-query";
import { ApiProblem } from "./client.ts";

const freshMs = 15_000;

export function makeQueries(onSignedOut: () => void): QueryClient {
  const queries: QueryClient = new QueryClient({
    defaultOptions: {
      // Without a network a question fails and says so; the library would wait for it in silence.
      mutations: { networkMode: "always" },
      queries: {
        networkMode: "always",
        staleTime: freshMs,
        refetchOnWindowFocus: false,
        // Only what may pass by itself is tried again: the network, and a server that is starting.
        retry: (failures, error) => failures < 2 && error instanceof ApiProblem && (error.code === "network" || error.status === 503),
      },
    },
  });
  const watch = (error: unknown) => {
    if (error instanceof ApiProblem && error.code === "not-signed-in") onSignedOut();
  };
  queries.getQueryCache().config.onError = watch;
  queries.getMutationCache().config.onError = watch;
  return queries;
}
