/** Keys that act by themselves, without Ctrl. They can be switched off (WCAG 2.1.4): a screen reader's or a voice's own keys come first. */
import { useEffect, useRef, useSyncExternalStore } from "react";

const place = "weinao.keys";
const watchers = new Set<() => void>();
const areOn = () => localStorage.getItem(place) !== "off";

/** Whether single keys act in this browser, and how to change it. */
export function useKeysOn(): readonly [on: boolean, set: (on: boolean) => void] {
  const on = useSyncExternalStore((watcher) => {
    watchers.add(watcher);
    return () => watchers.delete(watcher);
  }, areOn);
  const set = (next: boolean) => {
    if (next) localStorage.removeItem(place);
    else localStorage.setItem(place, "off");
    for (const watcher of watchers) watcher();
  };
  return [on, set];
}

/** Calls the work of a key that is pressed while nobody types and nothing is open over the page. Keys are written in lower case: `s`, `1`, `?`. */
export function useKeys(keys: Readonly<Record<string, () => void>>): void {
  const latest = useRef(keys);
  latest.current = keys;
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const typing = event.target instanceof Element && event.target.closest("input, textarea, select, [contenteditable]");
      if (typing || event.ctrlKey || event.metaKey || event.altKey || event.repeat || !areOn()) return;
      if (document.querySelector("dialog[open], .ant-popover:not(.ant-popover-hidden)")) return;
      const work = latest.current[pressed(event)];
      if (work === undefined) return;
      event.preventDefault();
      work();
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);
}

/** The letter, also while a Chinese input method holds the key back and tells only which one it was. */
function pressed(event: KeyboardEvent): string {
  if (event.key !== "Process") return event.key.toLowerCase();
  return event.code.replace(/^(Key|Digit|Numpad)/, "").toLowerCase();
}
