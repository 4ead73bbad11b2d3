/** Sign-in through the organisation's own identity provider: OpenID Connect, authorisation code with PKCE, state and nonce. */
import type { FastifyInstance, FastifyRequest } from "fastify";
import * as oidc from "openid-client";
import { signInBySubject } from "#access";
import { setSessionCookie } from "./cookies.ts";
import type { ServerDeps } from "./server-deps.ts";
import type { OrganisationSignIn } from "./settings.ts";

const start = "/api/v1/session/organisation";
const callback = `${start}/callback`;
const attemptCookie = "weinao-attempt";
const attemptSeconds = 600;

/** What is remembered, in a cookie of its own, while somebody is at the provider. */
interface Attempt {
  readonly verifier: string;
  readonly state: string;
  readonly nonce: string;
}

/** Puts up the two addresses; they are for browsers that are sent along, not for programs, and so stand beside the table of routes. */
export function mountOrganisationSignIn(app: FastifyInstance, deps: ServerDeps): void {
  const { organisation } = deps.settings;
  if (organisation === null) return;
  let discovered: Promise<oidc.Configuration> | null = null;
  // Asked when it is first needed, and again after a failure: the provider may start after us.
  const configuration = () => {
    discovered ??= discover(organisation).catch((error: unknown) => {
      discovered = null;
      throw error;
    });
    return discovered;
  };

  app.get(start, async (request, reply) => {
    const attempt = { verifier: oidc.randomPKCECodeVerifier(), state: oidc.randomState(), nonce: oidc.randomNonce() };
    const url = await configuration()
      .then(async (config) =>
        oidc.buildAuthorizationUrl(config, {
          redirect_uri: `${originOf(deps, request)}${callback}`,
          scope: "openid profile",
          code_challenge: await oidc.calculatePKCECodeChallenge(attempt.verifier),
          code_challenge_method: "S256",
          state: attempt.state,
          nonce: attempt.nonce,
        }),
      )
      .catch(() => null);
    if (url === null) return reply.redirect("/sign-in?organisation=unreachable");
    reply.setCookie(attemptCookie, JSON.stringify(attempt), { ...cookieOptions(deps), maxAge: attemptSeconds });
    return reply.redirect(url.href);
  });

  app.get(callback, async (request, reply) => {
    const cookie = request.cookies[attemptCookie];
    reply.clearCookie(attemptCookie, cookieOptions(deps));
    const vouched =
      cookie === undefined ? null : await vouchedFor(await configuration(), deps, request, JSON.parse(cookie)).catch(() => null);
    const outcome = vouched && (await signInBySubject(deps.accounts, vouched));
    if (!outcome?.accepted) return reply.redirect("/sign-in?organisation=refused");
    deps.callers.clear();
    setSessionCookie(reply, deps.settings, outcome.value.token, outcome.value.session.expiresAt);
    return reply.redirect("/");
  });
}

function discover({ issuer, clientId, clientSecret }: OrganisationSignIn): Promise<oidc.Configuration> {
  const url = new URL(issuer);
  // The settings allow http on this very machine only.
  const options = url.protocol === "http:" ? { execute: [oidc.allowInsecureRequests] } : {};
  return oidc.discovery(url, clientId, clientSecret ?? undefined, clientSecret === null ? oidc.None() : undefined, options);
}

/** Whom the provider vouches for: its subject, bound to the issuer, and the name under which the account is looked for the first time. */
async function vouchedFor(config: oidc.Configuration, deps: ServerDeps, request: FastifyRequest, attempt: Attempt) {
  const url = new URL(request.url, originOf(deps, request));
  const tokens = await oidc.authorizationCodeGrant(config, url, {
    pkceCodeVerifier: attempt.verifier,
    expectedState: attempt.state,
    expectedNonce: attempt.nonce,
  });
  const claims = tokens.claims();
  if (claims === undefined) return null;
  const told = claims.preferred_username ?? (await oidc.fetchUserInfo(config, tokens.access_token, claims.sub)).preferred_username;
  return { subject: `${claims.iss}|${claims.sub}`, name: typeof told === "string" ? told : claims.sub };
}

const originOf = (deps: ServerDeps, request: FastifyRequest) => deps.settings.publicUrl ?? `${request.protocol}://${request.host}`;

const cookieOptions = (deps: ServerDeps) =>
  ({ path: start, httpOnly: true, sameSite: "lax", secure: deps.settings.publicUrl?.startsWith("https:") ?? false }) as const;
