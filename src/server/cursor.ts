import { type Static, type TSchema, Type } from "typebox";
import { ApiCode } from "./contract.ts";
import { Problem } from "./problem.ts";

const limitDefault = 50;
const limitMax = 200;

/** The part of a query that asks for a page of a list. */
export const PageQuery = {
  cursor: Type.Optional(Type.String({ maxLength: 400, description: "`next` of the page before." })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: limitMax, default: limitDefault })),
};

/** A page of a list, and where the next one begins. */
export function pageOf<Item extends TSchema>(item: Item) {
  return Type.Object({
    items: Type.Array(item),
    next: Type.Optional(Type.String({ description: "Give it as `cursor` for the next page; absent on the last." })),
  });
}

const Page = pageOf(Type.Unknown());

/** Where a page begins (empty: at the start) and how many items it may hold. */
export function pageAsked(query: { readonly cursor?: string; readonly limit?: number }): {
  readonly after: string;
  readonly limit: number;
} {
  return { after: query.cursor === undefined ? "" : opened(query.cursor), limit: query.limit ?? limitDefault };
}

/** Makes a page of up to `limit` items out of `limit + 1`: one more shows that there is a next page. */
export function pageMade<Item>(
  found: readonly Item[],
  limit: number,
  keyOf: (item: Item) => string,
): Omit<Static<typeof Page>, "items"> & { items: Item[] } {
  const items = found.slice(0, limit);
  const last = items.at(-1);
  return found.length > limit && last !== undefined ? { items, next: Buffer.from(keyOf(last), "utf8").toString("base64url") } : { items };
}

function opened(cursor: string): string {
  const text = Buffer.from(cursor, "base64url").toString("utf8");
  if (Buffer.from(text, "utf8").toString("base64url") !== cursor)
    throw new Problem(ApiCode.requestInvalid, "", [{ pointer: "/cursor", message: "is not the next of a page" }]);
  return text;
}
