import "../design/tokens.css";
import "../design/base.css";
import "../design/plain.css";
import "./resident.css";
import { QueryClientProvider } from "@tanstack/react-query";
import { createRoot } from "react-dom/client";
import { makeQueries } from "../api/queries.ts";
import { loadSession, readSession, sessionNow, takeSession } from "../api/session.ts";
import { openReading } from "../reading/reading.ts";
import { openTexts } from "../texts/say.ts";
import { draftsBelongTo } from "./drafts.ts";
import { go, signInFromHere } from "./navigation.tsx";
import { ResidentPages } from "./routes.tsx";
import { loaders, spoken } from "./text.ts";

/** Puts the resident's pages up. */
async function open() {
  const { language } = openReading(spoken);
  await Promise.all([openTexts(language, loaders), readSession() ?? loadSession().catch(() => null)]);
  draftsBelongTo(sessionNow()?.account?.name ?? "");
  const queries = makeQueries(() => {
    if (!sessionNow()?.signedIn) return;
    const back = signInFromHere(true);
    takeSession({ signedIn: false, samples: sessionNow()?.samples ?? false });
    queries.clear();
    go(back, { replace: true });
  });
  createRoot(document.getElementById("page") as HTMLElement).render(
    <QueryClientProvider client={queries}>
      <ResidentPages />
    </QueryClientProvider>,
  );
}

void open();
