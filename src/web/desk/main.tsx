import "../design/tokens.css";
import "../design/base.css";
import "../design/plain.css";
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { createRoot } from "react-dom/client";
import { openPurpose } from "../api/purpose.ts";
import { makeQueries } from "../api/queries.ts";
import { loadSession, sessionIsOver, sessionNow } from "../api/session.ts";
import { openReading } from "../reading/reading.ts";
import { openTexts } from "../texts/say.ts";
import { DeskFrame, loadAntWords } from "./desk-frame.tsx";
import { makeRouter } from "./routes.tsx";
import { loaders, spoken } from "./text.ts";

/** Puts the desk up: how one reads, who is signed in, then the page of the address. */
async function open() {
  openPurpose();
  const { language } = openReading(spoken);
  const [antWords] = await Promise.all([loadAntWords(language), openTexts(language, loaders), loadSession().catch(() => null)]);
  const queries = makeQueries(() => {
    if (sessionNow()?.signedIn) sessionIsOver();
  });
  const router = makeRouter(queries);
  createRoot(document.getElementById("page") as HTMLElement).render(
    <QueryClientProvider client={queries}>
      <DeskFrame antWords={antWords}>
        <RouterProvider router={router} />
      </DeskFrame>
    </QueryClientProvider>,
  );
}

void open();
