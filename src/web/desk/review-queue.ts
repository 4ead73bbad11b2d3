/** One worker's way through the pairs that wait: takes one, works it off, and can go back. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { ApiProblem, ask, type Reply } from "../api/client.ts";
import { usePurpose } from "../api/purpose.ts";
import { useCommunity } from "./community.ts";
import { useRegistryChanged } from "./waiting.ts";

export type Pair = Reply<"GET /api/v1/communities/{community}/reviews/{review}">;
export type Verdict = "same" | "different" | "later";

/** What was done with a pair; the decision is there unless it was put off. */
interface Done {
  readonly review: string;
  readonly verdict: Verdict;
  readonly decision?: string;
}

interface Turn {
  readonly number: number;
  readonly later: readonly string[];
  /** The pair that is to come next: the one that was gone back to. */
  readonly wanted?: string;
}

export function useReviewQueue() {
  const { code: community } = useCommunity();
  const purpose = usePurpose();
  const queries = useQueryClient();
  const changed = useRegistryChanged();
  const [turn, setTurn] = useState<Turn>({ number: 0, later: [] });
  const [done, setDone] = useState<readonly Done[]>([]);
  const taken = useQuery({
    queryKey: ["review taken", community, turn.number],
    queryFn: () => {
      const body = { later: [...turn.later], ...(turn.wanted === undefined ? {} : { wanted: turn.wanted }) };
      return ask("POST /api/v1/communities/{community}/reviews/take", { params: { community }, body });
    },
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
  const review = taken.data?.review ?? "";
  const pair = useQuery({
    queryKey: ["review", community, review, purpose],
    queryFn: ({ signal }) => ask("GET /api/v1/communities/{community}/reviews/{review}", { params: { community, review }, signal }),
    enabled: review !== "",
    gcTime: 0,
  });
  const next = (change: Partial<Turn>) => setTurn(({ wanted: _past, ...now }) => ({ ...now, ...change, number: now.number + 1 }));
  useRelease(community, review);
  // A pair that an import or a colleague settled in the meantime is no longer asked about.
  const gone = pair.error instanceof ApiProblem && pair.error.code === "review-unknown";
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each pair that is gone.
  useEffect(() => {
    if (gone) next({});
  }, [gone, review]);

  const decide = useMutation({
    mutationFn: async (verdict: Verdict) => {
      if (verdict === "later") {
        await ask("DELETE /api/v1/communities/{community}/reviews/{review}/hold", { params: { community, review } });
        return { review, verdict };
      }
      const body = { same: verdict === "same" };
      const { decision } = await ask("POST /api/v1/communities/{community}/reviews/{review}/decision", {
        params: { community, review },
        body,
      });
      return { review, verdict, decision };
    },
    onSuccess: (one: Done) => {
      setDone((all) => [...all, one]);
      next(one.verdict === "later" ? { later: [...turn.later, one.review] } : {});
      changed();
    },
    onError: (error) => {
      if (error instanceof ApiProblem && error.code === "review-unknown") next({});
    },
  });
  const undo = useMutation({
    mutationFn: async (one: Done) => {
      const { decision } = one;
      if (decision !== undefined)
        await ask("DELETE /api/v1/communities/{community}/decisions/{decision}", { params: { community, decision } });
      return one;
    },
    onSuccess: (one) => {
      setDone((all) => all.filter((each) => each !== one));
      next({ wanted: one.review, later: turn.later.filter((id) => id !== one.review) });
      changed();
      void queries.invalidateQueries({ queryKey: ["review", community, one.review] });
    },
  });
  const busy = decide.isPending || undo.isPending;
  const last = done.at(-1);
  const failure = taken.error ?? (gone ? null : pair.error);
  return {
    /** Undefined while it comes; null when there is none for this worker. */
    pair: taken.data && review === "" ? null : pair.data,
    counts: taken.data,
    putOff: turn.later.length,
    busy,
    last,
    /** Why there is nothing to see. */
    failure,
    /** Why the last act was not done. */
    refusal: decide.error ?? undo.error,
    decide: (verdict: Verdict) => {
      if (!busy && pair.data?.id === review) decide.mutate(verdict);
    },
    undo: () => {
      if (!busy && last !== undefined) undo.mutate(last);
    },
    /** Brings back what was put off. */
    again: () => next({ later: [] }),
    retry: () => next({}),
  };
}

/** Lets others have the pair when the worker leaves the page. */
function useRelease(community: string, review: string): void {
  const held = useRef("");
  held.current = review;
  useEffect(
    () => () => {
      if (held.current === "") return;
      // It falls free by itself after some minutes: a failure here is nobody's trouble.
      ask("DELETE /api/v1/communities/{community}/reviews/{review}/hold", { params: { community, review: held.current } }).catch(() => {});
    },
    [community],
  );
}
