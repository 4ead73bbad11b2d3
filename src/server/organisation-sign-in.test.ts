import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { FastifyInstance } from "fastify";
import Provider from "oidc-provider";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createAccount, signInByCode } from "#access";
import { sampleCommunity, sampleEnvironment, sampleStore } from "../../tests/sample-community.ts";
import { buildServer } from "./build-server.ts";
import { serverDeps } from "./serve.ts";

let opened: Awaited<ReturnType<typeof sampleStore>>;
let app: FastifyInstance;
let provider: Server;
let address: string;

const portOf = (server: Server) => (server.address() as AddressInfo).port;

beforeAll(async () => {
  opened = await sampleStore();
  // Both need to know the other's address: ports are taken first.
  const held = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => held.once("listening", resolve));
  const port = portOf(held);
  await new Promise((resolve) => held.close(resolve));
  address = `http://127.0.0.1:${port}`;
  provider = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => provider.once("listening", resolve));
  const issuer = `http://127.0.0.1:${portOf(provider)}`;
  const oidc = new Provider(issuer, {
    clients: [{ client_id: "weinao", client_secret: "not a secret", redirect_uris: [`${address}/api/v1/session/organisation/callback`] }],
    findAccount: (_context, id) => ({ accountId: id, claims: () => ({ sub: id, preferred_username: id }) }),
    claims: { openid: ["sub"], profile: ["preferred_username"] },
    pkce: { required: () => true },
  });
  provider.on("request", oidc.callback());
  const status = async () => ({ version: "0", importing: null, communities: [] });
  const environment = {
    ...sampleEnvironment,
    WEINAO_OIDC_ISSUER: issuer,
    WEINAO_OIDC_CLIENT_ID: "weinao",
    WEINAO_OIDC_CLIENT_SECRET: "not a secret",
    WEINAO_OIDC_LABEL: "浙政钉",
  };
  app = await buildServer(serverDeps({ registry: opened.registry, home: "/nowhere", status, environment }, "127.0.0.1"));
  await app.listen({ host: "127.0.0.1", port });
});
afterAll(async () => {
  await app.close();
  provider.close();
  await opened.close();
});

/** Goes where a browser is sent, with its cookies, through the provider's own pages; gives where it ends and with which cookies. */
async function signInAs(name: string): Promise<{ readonly at: string; readonly cookies: ReadonlyMap<string, string> }> {
  const cookies = new Map<string, string>();
  const ask = async (url: string, form?: Record<string, string>) => {
    const answer = await fetch(url, {
      redirect: "manual",
      headers: { cookie: [...cookies].map(([key, value]) => `${key}=${value}`).join("; ") },
      ...(form ? { method: "POST", body: new URLSearchParams(form) } : {}),
    });
    for (const line of answer.headers.getSetCookie()) {
      const [pair = ""] = line.split(";");
      const at = pair.indexOf("=");
      cookies.set(pair.slice(0, at), pair.slice(at + 1));
    }
    return answer;
  };
  let url = `${address}/api/v1/session/organisation`;
  let answer = await ask(url);
  for (let step = 0; step < 20; step += 1) {
    const to = answer.headers.get("location");
    if (to !== null) {
      url = new URL(to, url).href;
      if (url.startsWith(`${address}/`) && !url.includes("/organisation/callback")) return { at: url.slice(address.length), cookies };
      answer = await ask(url);
      continue;
    }
    const page = await answer.text();
    const action = /action="([^"]+)"/.exec(page)?.[1];
    if (action === undefined) throw new Error(`no way on from ${url}`);
    answer = await ask(new URL(action, url).href, {
      prompt: /name="prompt" value="(\w+)"/.exec(page)?.[1] ?? "",
      login: name,
      password: "x",
    });
  }
  throw new Error("sent round in a circle");
}

test("whoever has an account comes in through the organisation's own pages; the button is offered", async () => {
  const offered = await (await fetch(`${address}/api/v1/session`)).json();
  expect(offered).toMatchObject({ signedIn: false, organisation: "浙政钉" });
  const actor = { name: "admin", role: "administrator", purpose: "" } as const;
  const accounts = { store: opened.store, keyring: opened.registry.keyring };
  const draft = { name: "wang.fang", label: "王芳", role: "worker", communities: [Number(sampleCommunity)] } as const;
  const made = await createAccount(accounts, actor, draft);
  if (!made.accepted) throw new Error(made.refusal);
  const { at, cookies } = await signInAs("Wang.Fang");
  expect(at).toBe("/");
  const session = await fetch(`${address}/api/v1/session`, { headers: { cookie: `weinao=${cookies.get("weinao")}` } });
  expect(await session.json()).toMatchObject({ signedIn: true, account: { name: "wang.fang", role: "worker" } });
  // The account stays usable with a password, too.
  const come = await signInByCode(
    accounts,
    { address: "x", samplesAllowed: false },
    { code: made.value.code.code, password: "a sentence of mine" },
  );
  expect(come.accepted).toBe(true);
});

test("whoever has none is told so, and a made-up answer of the provider is refused", async () => {
  expect((await signInAs("stranger")).at).toBe("/sign-in?organisation=refused");
  const forged = `${address}/api/v1/session/organisation/callback?code=made-up&state=made-up`;
  for (const cookie of [
    "",
    `weinao-attempt=${encodeURIComponent(JSON.stringify({ verifier: "v".repeat(43), state: "other", nonce: "n" }))}`,
  ]) {
    const answer = await fetch(forged, { redirect: "manual", headers: { cookie } });
    expect(answer.headers.get("location")).toBe("/sign-in?organisation=refused");
  }
});
