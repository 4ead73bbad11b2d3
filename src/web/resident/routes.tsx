/** The resident's pages. Few and small: all but the first are loaded when they are opened. */
import { createRootRouteWithContext, createRoute, createRouter, lazyRouteComponent, redirect } from "@tanstack/react-router";
import type { i18n } from "i18next";
import type { ReactNode } from "react";
import { sessionNow } from "../api/session.ts";
import { Frame } from "./frame.tsx";
import { Failure, NotFound, Waiting } from "./page-states.tsx";
import { Page as StartPage } from "./pages/start-page.tsx";
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
const start = createRoute({ getParentRoute: () => inside, path: "/my", component: StartPage });
const page = <const Path extends string>(path: Path, load: () => Promise<{ readonly Page: () => ReactNode }>) =>
  createRoute({ getParentRoute: () => inside, path, component: lazyRouteComponent(load, "Page") });
const correction = createRoute({
  getParentRoute: () => inside,
  path: "/my/corrections/new",
  validateSearch: ({ about }: Record<string, unknown>): { about?: string } => (typeof about === "string" ? { about } : {}),
  component: lazyRouteComponent(() => import("./pages/correction-page.tsx"), "Page"),
});

const tree = root.addChildren([
  signIn,
  inside.addChildren([
    start,
    page("/my/data", () => import("./pages/data-page.tsx")),
    page("/my/home", () => import("./pages/home-page.tsx")),
    page("/my/forms", () => import("./pages/forms-page.tsx")),
    page("/my/forms/$form", () => import("./pages/form-page.tsx")),
    page("/my/readings", () => import("./pages/readings-page.tsx")),
    page("/my/corrections", () => import("./pages/corrections-page.tsx")),
    page("/my/account", () => import("./pages/account-page.tsx")),
    correction,
  ]),
]);

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
