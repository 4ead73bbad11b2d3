/** Who is signed in. */
import { useSyncExternalStore } from "react";
import { ask, carried, type Reply } from "./client.ts";

export type Session = Reply<"GET /api/v1/session">;

let current: Session | null = null;
let over = false;
const watchers = new Set<() => void>();

/** The session as it was last told; null before it was asked for. */
export const sessionNow = (): Session | null => current;

/** Takes a session that the server has told. */
export function takeSession(session: Session): void {
  current = session;
  over = false;
  carried.proof = session.proof ?? "";
  for (const watcher of watchers) watcher();
}

/** Keeps in mind that the server knows the session no more: who it was of stays known until somebody signs in. */
export function sessionIsOver(): void {
  over = true;
  for (const watcher of watchers) watcher();
}

/** Asks the server who is signed in. */
export async function loadSession(): Promise<Session> {
  const session = await ask("GET /api/v1/session", {});
  takeSession(session);
  return session;
}

/** The session that the page brought along; null where it brought none. */
export function readSession(): Session | null {
  const told = document.getElementById("session")?.textContent;
  if (!told) return null;
  const session = JSON.parse(told) as Session;
  takeSession(session);
  return session;
}

/** Signs out here and at the server. */
export async function leave(): Promise<void> {
  await ask("DELETE /api/v1/session", {});
  takeSession({ signedIn: false, samples: current?.samples ?? false });
}

/** The session, for a component. */
export function useSession(): Session {
  const session = useSyncExternalStore(watch, () => current);
  return session ?? { signedIn: false, samples: false };
}

/** Whether the session has ended while its owner was at work. */
export function useSessionOver(): boolean {
  return useSyncExternalStore(watch, () => over);
}

function watch(watcher: () => void): () => void {
  watchers.add(watcher);
  return () => watchers.delete(watcher);
}
