import type { FastifyInstance, FastifyRequest } from "fastify";
import { ApiCode } from "./contract.ts";
import { Problem } from "./problem.ts";
import type { Caller, LimitClass } from "./route.ts";

/**
 * Requests a minute of one caller (an account, a token; an address where nobody is signed in). Far above what a person does, and low enough
 * that one script cannot take the desk away from the others. Attempts to sign in are counted in the database besides.
 */
const perMinute: Readonly<Record<LimitClass, number>> = { read: 1_200, find: 900, write: 300, upload: 60, "sign-in": 60 };

/** Counts a request; throws a Problem with the seconds to wait when there were too many. */
export type Limiter = (limit: LimitClass, request: FastifyRequest, caller: Caller | null) => Promise<void>;

export function limiterOn(app: FastifyInstance): Limiter {
  const callers = new WeakMap<FastifyRequest, Caller | null>();
  const keyGenerator = (request: FastifyRequest) => {
    const caller = callers.get(request);
    return caller?.session?.account.id ?? caller?.token?.id ?? request.ip;
  };
  const counters = new Map(
    Object.entries(perMinute).map(([limit, max]) => [limit, app.createRateLimit({ max, timeWindow: "1 minute", keyGenerator })]),
  );
  return async (limit, request, caller) => {
    callers.set(request, caller);
    const counted = await counters.get(limit)?.(request);
    if (counted && !counted.isAllowed && counted.isExceeded) throw new Problem(ApiCode.tooManyRequests, String(counted.ttlInSeconds));
  };
}
