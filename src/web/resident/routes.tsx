/** The resident's pages. Few and small: all but the first are loaded when they are opened. */
import { createRootRouteWithContext, createRoute, createRouter, lazyRouteComponent, redirect } from "@tanstack/react-router";
import type { i18n } from "i18next";
import { sessionNow } from "../api/session.ts";
import { Frame } from "./frame.tsx";
import { Failure, NotFound, Waiting } from "./page-states.tsx";
import { ResidentShell } from "./shell.tsx";
import { SignInPage } from "./sign-in-page.tsx";

const root = createRootRouteWithContext<{ readonly texts: i18n }>()({ component: Frame, notFoundComponent: NotFound });

const signIn = createRoute({
  getParentRoute: () => root,
  path: "/my/sign-in",
  validateSearch: (search: Record<string, unknown>): { ended?: boolean } => (search.ended === true ? { ended: true } : {}),
  component: SignInPage,
});

const inside = createRoute({
  getParentRoute: () => root,
  id: "inside",
  component: ResidentShell,
  beforeLoad: () => {
    const session = sessionNow();
    if (!session?.signedIn) throw redirect({ to: "/my/sign-in" });
    if (session.account?.role !== "resident") window.location.replace("/");
  },
});
const data = createRoute({
  getParentRoute: () => inside,
  path: "/my",
  component: lazyRouteComponent(() => import("./pages/my-data-page.tsx"), "Page"),
});
const readings = createRoute({
  getParentRoute: () => inside,
  path: "/my/readings",
  component: lazyRouteComponent(() => import("./pages/readings-page.tsx"), "Page"),
});

const tree = root.addChildren([signIn, inside.addChildren([data, readings])]);

export function makeRouter(texts: i18n) {
  return createRouter({
    routeTree: tree,
    context: { texts },
    defaultPreload: "intent",
    defaultPendingComponent: Waiting,
    defaultErrorComponent: Failure,
    scrollRestoration: true,
  });
}

declare module "@tanstack/react-router" {
  interface Register {
    router: ReturnType<typeof makeRouter>;
  }
}
