/** How much waits for a human: for the navigation, and told anew by whoever worked something off. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { ask, type Reply } from "../api/client.ts";
import { useCommunity, useMay } from "./community.ts";

type Waiting = Reply<"GET /api/v1/communities/{community}/waiting">;

/** Colleagues work things off too. */
const askedAgainMs = 60_000;

/** What waits; undefined before it is known, and for roles that decide nothing. */
export function useWaiting(): Waiting | undefined {
  const { code: community } = useCommunity();
  const may = useMay();
  const { data } = useQuery({
    queryKey: ["waiting", community],
    queryFn: ({ signal }) => ask("GET /api/v1/communities/{community}/waiting", { params: { community }, signal }),
    enabled: community !== "" && may("registry:decide"),
    refetchInterval: askedAgainMs,
  });
  return data;
}

/** After something was decided: what was read of this community's people is read anew where it is shown again. */
export function useRegistryChanged(): () => void {
  const queries = useQueryClient();
  const { code: community } = useCommunity();
  return useCallback(() => {
    for (const key of ["waiting", "overview", "element", "evidence", "find", "building", "estates", "corrections"])
      void queries.invalidateQueries({ queryKey: [key, community] });
  }, [queries, community]);
}
