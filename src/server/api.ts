/** The one table of all routes. Whatever is not here does not exist: no route is added elsewhere, save the few listed in pages.ts. */
import type { Route } from "./route.ts";
import { accessRecordRoutes } from "./routes/access-record.ts";
import { accountRoutes } from "./routes/accounts.ts";
import { attributeRoutes } from "./routes/attributes.ts";
import { buildingRoutes } from "./routes/buildings.ts";
import { communityRoutes } from "./routes/communities.ts";
import { correctionRoutes } from "./routes/corrections.ts";
import { elementRoutes } from "./routes/elements.ts";
import { errorRoutes } from "./routes/errors.ts";
import { formRoutes } from "./routes/forms.ts";
import { identityRoutes } from "./routes/identity.ts";
import { importRoutes } from "./routes/imports.ts";
import { onceOnlyRoutes } from "./routes/once-only.ts";
import { ownAccountRoutes } from "./routes/own-account.ts";
import { ownCorrectionRoutes } from "./routes/own-corrections.ts";
import { ownFormRoutes } from "./routes/own-forms.ts";
import { recordRoutes } from "./routes/records.ts";
import { reviewRoutes } from "./routes/reviews.ts";
import { selfRoutes } from "./routes/self.ts";
import { sessionRoutes } from "./routes/session.ts";
import { statementRoutes } from "./routes/statements.ts";
import { tokenRoutes } from "./routes/tokens.ts";
import { vocabularyRoutes } from "./routes/vocabulary.ts";

export const routes = [
  ...sessionRoutes,
  ...ownAccountRoutes,
  ...communityRoutes,
  ...elementRoutes,
  ...statementRoutes,
  ...attributeRoutes,
  ...identityRoutes,
  ...correctionRoutes,
  ...buildingRoutes,
  ...importRoutes,
  ...recordRoutes,
  ...reviewRoutes,
  ...formRoutes,
  ...onceOnlyRoutes,
  ...selfRoutes,
  ...ownCorrectionRoutes,
  ...ownFormRoutes,
  ...accessRecordRoutes,
  ...accountRoutes,
  ...tokenRoutes,
  ...vocabularyRoutes,
  ...errorRoutes,
] as const;

type AnyOf = (typeof routes)[number];

// biome-ignore lint/suspicious/noExplicitAny: matches a route of whatever shape.
type ShapeOf<R> = R extends Route<any, any, infer P, infer Q, infer B, infer A> ? NonNullable<Route<any, any, P, Q, B, A>["shape"]> : never;

/** The API as the web's client sees it: by `METHOD path`, what goes in and what comes out. Types only. */
export type Api = { [R in AnyOf as `${R["method"]} ${R["path"]}`]: ShapeOf<R> };

/** The name of a route: `GET /api/v1/session`. */
export type ApiRoute = keyof Api;
