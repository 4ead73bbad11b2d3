/** What people's data are being looked at for. Kept for this tab and this task, sent with every request, recorded with every reading. */
import { useSyncExternalStore } from "react";
import { carried } from "./client.ts";

const place = "weinao.purpose";
const watchers = new Set<() => void>();

/** Takes up the purpose that this tab had before it was loaded again. */
export function openPurpose(): void {
  carried.purpose = sessionStorage.getItem(place) ?? "";
}

/** States a purpose, or ends the one there was (empty). */
export function statePurpose(purpose: string): void {
  carried.purpose = purpose.trim();
  if (carried.purpose === "") sessionStorage.removeItem(place);
  else sessionStorage.setItem(place, carried.purpose);
  for (const watcher of watchers) watcher();
}

/** The stated purpose; empty when none is. It belongs into the key of every query about people, so that stating it reads anew. */
export function usePurpose(): string {
  return useSyncExternalStore(
    (watcher) => {
      watchers.add(watcher);
      return () => watchers.delete(watcher);
    },
    () => carried.purpose,
  );
}
