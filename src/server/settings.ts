import { ServerCode } from "./contract.ts";
import { ServerFailure } from "./failure.ts";

/** Sign-in by the organisation's own identity provider (OpenID Connect). */
export interface OrganisationSignIn {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string | null;
  /** What the button says: `浙政钉`. */
  readonly label: string;
}

/** How the server is reached and by whom. */
export interface ServerSettings {
  /** `https://weinao.example` where people reach it through a proxy; null when they reach it as it listens. */
  readonly publicUrl: string | null;
  /** Addresses of proxies whose word on a client's address is taken. */
  readonly trustedProxies: readonly string[];
  /** Whether only this machine can reach it. */
  readonly loopback: boolean;
  readonly organisation: OrganisationSignIn | null;
}

/** Reads the settings of the environment. Throws a ServerFailure that names the setting when one is wrong. */
export function settingsOf(host: string, environment: Readonly<Record<string, string | undefined>>): ServerSettings {
  const publicUrl = environment.WEINAO_PUBLIC_URL || null;
  const url = publicUrl === null ? null : urlOf("WEINAO_PUBLIC_URL", publicUrl);
  const trustedProxies = (environment.WEINAO_TRUSTED_PROXIES ?? "").split(/[\s,]+/).filter((each) => each !== "");
  return {
    publicUrl: url?.origin ?? null,
    trustedProxies,
    // Behind a proxy everybody may be at the other end, whatever address this process listens on.
    loopback: isLoopback(host) && publicUrl === null && trustedProxies.length === 0,
    organisation: organisationOf(environment),
  };
}

function organisationOf(environment: Readonly<Record<string, string | undefined>>): OrganisationSignIn | null {
  const { WEINAO_OIDC_ISSUER: issuer, WEINAO_OIDC_CLIENT_ID: clientId } = environment;
  if (!issuer && !clientId) return null;
  if (!issuer) throw new ServerFailure(ServerCode.settingInvalid, "WEINAO_OIDC_ISSUER");
  if (!clientId) throw new ServerFailure(ServerCode.settingInvalid, "WEINAO_OIDC_CLIENT_ID");
  const url = urlOf("WEINAO_OIDC_ISSUER", issuer);
  if (url.protocol !== "https:" && !isLoopback(url.hostname)) throw new ServerFailure(ServerCode.settingInvalid, "WEINAO_OIDC_ISSUER");
  return { issuer, clientId, clientSecret: environment.WEINAO_OIDC_CLIENT_SECRET || null, label: environment.WEINAO_OIDC_LABEL ?? "" };
}

function urlOf(setting: string, text: string): URL {
  const url = URL.parse(text);
  if (url === null || !/^https?:$/.test(url.protocol)) throw new ServerFailure(ServerCode.settingInvalid, setting);
  return url;
}

/** Whether an address is this machine's own and no other can reach it. */
export function isLoopback(host: string): boolean {
  return host === "localhost" || /^127\./.test(host) || host === "::1" || host === "[::1]";
}
