import "../design/tokens.css";
import "../design/base.css";
import "../design/plain.css";
import "./resident.css";
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { createRoot } from "react-dom/client";
import { I18nextProvider } from "react-i18next";
import { makeQueries } from "../api/queries.ts";
import { loadSession, sessionNow, takeSession } from "../api/session.ts";
import { openReading } from "../reading/reading.ts";
import { openTexts } from "../texts/say.ts";
import { makeRouter } from "./routes.tsx";
import { loaders, spoken } from "./text.ts";

/** Puts the resident's pages up. */
async function open() {
  const { language } = openReading(spoken);
  const [texts] = await Promise.all([openTexts(language, loaders), loadSession().catch(() => null)]);
  const queries = makeQueries(() => {
    if (!sessionNow()?.signedIn) return;
    takeSession({ signedIn: false, samples: sessionNow()?.samples ?? false });
    queries.clear();
    void router.navigate({ to: "/my/sign-in", search: { ended: true } });
  });
  const router = makeRouter(texts);
  createRoot(document.getElementById("page") as HTMLElement).render(
    <I18nextProvider i18n={texts}>
      <QueryClientProvider client={queries}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </I18nextProvider>,
  );
}

void open();
