/**
 * What somebody is typing, kept in the memory of this page while they go back, sign in again or wait for the network. Nothing of it is written to
 * the telephone, and nobody else who signs in here finds it.
 */
import { useState } from "react";

const drafts = new Map<string, unknown>();
let owner = "";

/** Says who types from now on; what another account has typed is forgotten. Nobody (empty) when somebody signs out. */
export function draftsBelongTo(account: string): void {
  if (account === owner) return;
  owner = account;
  drafts.clear();
}

/** A draft by the name of its place; the third forgets it, once it was handed in. */
export function useDraft<Value>(place: string, initial: Value): readonly [Value, (value: Value) => void, () => void] {
  const [value, setValue] = useState(() => (drafts.has(place) ? (drafts.get(place) as Value) : initial));
  const change = (next: Value) => {
    drafts.set(place, next);
    setValue(next);
  };
  return [value, change, () => drafts.delete(place)];
}
