/** Moving between the resident's pages without loading them anew: the address, the way back, a link. Ten addresses need no library of forty kilobytes. */
import { type MouseEvent, type ReactNode, useSyncExternalStore } from "react";

/** An address of the resident's pages. */
export type MyAddress = `/my${string}`;

/** Where the reader is. */
export interface Place {
  readonly path: string;
  readonly search: URLSearchParams;
  /** How far down the reader was when this place was left; 0 where one has not been. */
  readonly scroll: number;
  /** True when the reader has moved here from another page of ours. */
  readonly moved: boolean;
}

const watchers = new Set<() => void>();
let current = placeNow(0, false);

function placeNow(scroll: number, moved: boolean): Place {
  const { pathname, search } = window.location;
  return { path: pathname.replace(/(.)\/$/, "$1"), search: new URLSearchParams(search), scroll, moved };
}

function tell(place: Place): void {
  current = place;
  for (const watcher of watchers) watcher();
}

window.addEventListener("popstate", ({ state }) => tell(placeNow(Number(state?.scroll ?? 0), true)));

/** Goes to one of the resident's pages; `replace` leaves no way back to where one was. */
export function go(address: MyAddress, { replace = false }: { readonly replace?: boolean } = {}): void {
  if (replace) history.replaceState(null, "", address);
  else {
    history.replaceState({ scroll: window.scrollY }, "");
    history.pushState(null, "", address);
  }
  tell(placeNow(0, true));
}

/** Where one signs in, and comes back from to the page at hand. */
export const signInAddress = "/my/sign-in";
export function signInFromHere(ended: boolean): MyAddress {
  const { pathname, search } = window.location;
  const to = pathname === "/my" ? {} : { to: `${pathname}${search}` };
  const query = new URLSearchParams({ ...(ended ? { ended: "true" } : {}), ...to }).toString();
  return query === "" ? signInAddress : `${signInAddress}?${query}`;
}

/** The page to which a sign-in leads: one of ours, whatever the address says. */
export function afterSignIn(search: URLSearchParams): MyAddress {
  const to = search.get("to") ?? "";
  return /^\/my(\/|\?|$)/.test(to) && !to.startsWith(signInAddress) ? (to as MyAddress) : "/my";
}

/** Where the reader is, for a component. */
export function usePlace(): Place {
  return useSyncExternalStore(
    (watcher) => {
      watchers.add(watcher);
      return () => watchers.delete(watcher);
    },
    () => current,
  );
}

/** What a link does before it is followed: loads the page that it leads to. Told by the table of pages. */
let prepare: (path: string) => void = () => undefined;
export function prepareLinksBy(load: (path: string) => void): void {
  prepare = load;
}

interface LinkProps {
  readonly to: MyAddress;
  readonly className?: string;
  readonly current?: boolean;
  readonly children: ReactNode;
}

/** A link to one of the resident's pages. Its page is on its way as soon as a finger or the keyboard touches it. */
export function Link({ to, className, current: isCurrent = false, children }: LinkProps) {
  const follow = (event: MouseEvent) => {
    if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    go(to);
  };
  const ready = () => prepare(to.split("?")[0] ?? to);
  return (
    <a
      href={to}
      className={className}
      aria-current={isCurrent ? "page" : undefined}
      onClick={follow}
      onFocus={ready}
      onPointerDown={ready}
      onPointerEnter={ready}
    >
      {children}
    </a>
  );
}
