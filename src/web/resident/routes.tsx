/** The resident's pages. Few and small: all but the first are loaded when they are opened. */
import { Component, type ReactNode, useCallback, useEffect, useLayoutEffect, useState } from "react";
import { ApiProblem } from "../api/client.ts";
import { useSession } from "../api/session.ts";
import { useReading } from "../reading/reading.ts";
import { openTexts } from "../texts/say.ts";
import { go, prepareLinksBy, signInAddress, signInFromHere, usePlace } from "./navigation.tsx";
import { Failure, NotFound, Waiting } from "./page-states.tsx";
import { Page as StartPage } from "./pages/start-page.tsx";
import { ResidentShell } from "./shell.tsx";
import { SignInPage } from "./sign-in-page.tsx";
import { loaders } from "./text.ts";

type Page = () => ReactNode;
type Load = () => Promise<{ readonly Page: Page }>;

const pages: Readonly<Record<string, Load>> = {
  "/my/data": () => import("./pages/data-page.tsx"),
  "/my/home": () => import("./pages/home-page.tsx"),
  "/my/forms": () => import("./pages/forms-page.tsx"),
  "/my/forms/$form": () => import("./pages/form-page.tsx"),
  "/my/readings": () => import("./pages/readings-page.tsx"),
  "/my/corrections": () => import("./pages/corrections-page.tsx"),
  "/my/corrections/new": () => import("./pages/correction-page.tsx"),
  "/my/account": () => import("./pages/account-page.tsx"),
};
const loaded = new Map<Load, Page>();

/** Which page stands at an address: `/my/forms/` is followed by the form's own name. */
const pageAt = (path: string): Load | undefined => pages[path.replace(/^(\/my\/forms\/).+/, "$1$form")];

async function load(page: Load): Promise<Page> {
  const { Page } = await page();
  loaded.set(page, Page);
  return Page;
}

prepareLinksBy((path) => {
  const page = pageAt(path);
  // Whoever opens it is told of a failure; preparing is a favour.
  if (page !== undefined && !loaded.has(page)) load(page).catch(() => undefined);
});

/** Whatever stands at the address, in the chosen language; for whoever is not signed in, the way in. */
export function ResidentPages() {
  const { path } = usePlace();
  const { signedIn, account } = useSession();
  const { language } = useReading();
  const elsewhere = signedIn && account?.role !== "resident";
  useEffect(() => {
    void openTexts(language, loaders);
  }, [language]);
  useEffect(() => {
    if (!signedIn && path !== signInAddress) go(signInFromHere(false), { replace: true });
    else if (elsewhere && path !== signInAddress) window.location.replace("/");
  }, [path, signedIn, elsewhere]);
  if (!signedIn || path === signInAddress) return <SignInPage />;
  if (path !== "/my" && pageAt(path) === undefined) return <NotFound />;
  return (
    <ResidentShell>
      <Guarded key={path}>
        <Arrival />
        <PageAt path={path} />
      </Guarded>
    </ResidentShell>
  );
}

function PageAt({ path }: { readonly path: string }) {
  const page = pageAt(path);
  return page === undefined ? <StartPage /> : <LoadedPage page={page} />;
}

function LoadedPage({ page }: { readonly page: Load }) {
  const [Shown, show] = useState<Page | undefined>(() => loaded.get(page));
  const [error, setError] = useState<unknown>(null);
  const open = useCallback(() => {
    setError(null);
    load(page).then(
      (Page) => show(() => Page),
      () => setError(new ApiProblem({ code: "network", status: 0, title: "" })),
    );
  }, [page]);
  useEffect(() => {
    if (Shown === undefined) open();
  }, [Shown, open]);
  if (Shown !== undefined) return <Shown />;
  if (error !== null) return <Failure error={error} reset={open} />;
  return <Waiting />;
}

/** Puts the reader where the page begins, or where it was left; says so to whoever listens to the page instead of looking at it. */
function Arrival() {
  const { scroll, moved } = usePlace();
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each page that is come to.
  useLayoutEffect(() => {
    if (!moved) return;
    window.scrollTo(0, scroll);
    document.getElementById("content")?.focus({ preventScroll: true });
  }, []);
  return null;
}

/** Keeps a page that breaks from taking the others along. React offers this to classes only. */
class Guarded extends Component<{ readonly children: ReactNode }, { readonly error: unknown }> {
  override state = { error: null };
  static getDerivedStateFromError = (error: unknown) => ({ error });
  override render() {
    const { error } = this.state;
    return error === null ? this.props.children : <Failure error={error} reset={() => this.setState({ error: null })} />;
  }
}
