/** The desk's pages. A page is a file in pages/ that exports `Page`; here it gets its address, and its code is loaded when it is opened. */
import type { QueryClient } from "@tanstack/react-query";
import { createRootRouteWithContext, createRoute, createRouter, lazyRouteComponent, Outlet, redirect } from "@tanstack/react-router";
import type { ComponentType } from "react";
import { sessionNow } from "../api/session.ts";
import { NotFound, PageFailure, PageWaiting } from "./page-states.tsx";
import { SessionGuard } from "./session-guard.tsx";
import { Shell } from "./shell.tsx";
import { SignInPage } from "./sign-in-page.tsx";

const root = createRootRouteWithContext<{ readonly queries: QueryClient }>()({ component: Outlet, notFoundComponent: NotFound });

const signIn = createRoute({
  getParentRoute: () => root,
  path: "/sign-in",
  validateSearch: (search: Record<string, unknown>): { to?: string; organisation?: string } => ({
    ...(typeof search.to === "string" ? { to: search.to } : {}),
    ...(typeof search.organisation === "string" ? { organisation: search.organisation } : {}),
  }),
  component: SignInPage,
});
const signInByCode = createRoute({ getParentRoute: () => root, path: "/sign-in/code", component: SignInPage });

const inside = createRoute({
  getParentRoute: () => root,
  id: "inside",
  component: () => (
    <SessionGuard>
      <Shell />
    </SessionGuard>
  ),
  beforeLoad: ({ location }) => {
    const session = sessionNow();
    if (!session?.signedIn) throw redirect({ to: "/sign-in", search: location.href === "/" ? {} : { to: location.href } });
    if (session.account?.role === "resident") window.location.replace("/my");
  },
});

const start = createRoute({
  getParentRoute: () => inside,
  path: "/",
  beforeLoad: () => {
    const [first] = sessionNow()?.communities ?? [];
    if (first) throw redirect({ to: "/c/$community", params: { community: first.code } });
  },
  component: lazyRouteComponent(() => import("./pages/no-community-page.tsx"), "Page"),
});
const community = createRoute({ getParentRoute: () => inside, path: "/c/$community", component: Outlet });

type PageModule = { readonly Page: ComponentType };

/** A page inside a community. */
function communityPage<const Path extends string>(path: Path, load: () => Promise<PageModule>) {
  return createRoute({ getParentRoute: () => community, path, component: lazyRouteComponent(load, "Page") });
}

/** A page of the whole installation, or of one's own account. */
function wholePage<const Path extends string>(path: Path, load: () => Promise<PageModule>) {
  return createRoute({ getParentRoute: () => inside, path, component: lazyRouteComponent(load, "Page") });
}

const buildingPlan = createRoute({
  getParentRoute: () => community,
  path: "/buildings/plan",
  validateSearch: ({ estate, building, layer }: Record<string, unknown>): { estate: string; building: string; layer?: string } => ({
    estate: String(estate ?? ""),
    building: String(building ?? ""),
    ...(typeof layer === "string" ? { layer } : {}),
  }),
  component: lazyRouteComponent(() => import("./pages/building-page.tsx"), "Page"),
});

// New pages go here, and into navigation.ts where a worker looks for them.
const tree = root.addChildren([
  signIn,
  signInByCode,
  inside.addChildren([
    start,
    wholePage("/account", () => import("./pages/own-account-page.tsx")),
    wholePage("/accounts", () => import("./pages/accounts-page.tsx")),
    community.addChildren([
      communityPage("/", () => import("./pages/home-page.tsx")),
      communityPage("/imports", () => import("./pages/imports-page.tsx")),
      communityPage("/imports/$import", () => import("./pages/import-page.tsx")),
      communityPage("/element/$element", () => import("./pages/element-page.tsx")),
      communityPage("/forms", () => import("./pages/forms-page.tsx")),
      communityPage("/forms/$form", () => import("./pages/form-page.tsx")),
      communityPage("/once-only", () => import("./pages/once-only-page.tsx")),
      communityPage("/access-record", () => import("./pages/access-record-page.tsx")),
      communityPage("/tokens", () => import("./pages/tokens-page.tsx")),
      communityPage("/review", () => import("./pages/review-page.tsx")),
      communityPage("/corrections", () => import("./pages/corrections-page.tsx")),
      communityPage("/buildings", () => import("./pages/buildings-page.tsx")),
      buildingPlan,
    ]),
  ]),
]);

export function makeRouter(queries: QueryClient) {
  return createRouter({
    routeTree: tree,
    context: { queries },
    defaultPreload: "intent",
    defaultPendingComponent: PageWaiting,
    defaultErrorComponent: PageFailure,
    scrollRestoration: true,
  });
}

declare module "@tanstack/react-router" {
  interface Register {
    router: ReturnType<typeof makeRouter>;
  }
}
