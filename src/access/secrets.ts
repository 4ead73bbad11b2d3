import { createHash, randomBytes } from "node:crypto";

/** Crockford's base 32: no I, L, O and U, so that a printed code is read back as it was meant. */
const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const groupSize = 4;
const tokenBytes = 32;

/** The hash under which a token or code is kept. They are random and long enough that no salt and no slow hash is needed. */
export function secretHash(secret: string): Buffer {
  return createHash("sha256").update(secret, "utf8").digest();
}

/** A token for programs: 256 random bits. */
export function newToken(): string {
  return randomBytes(tokenBytes).toString("base64url");
}

/** A code for people, 5 bits a character, in groups of four: `7K2M-9QXA-0TBV`. */
export function newCode(characters: number): string {
  const drawn = [...randomBytes(characters)].map((byte) => alphabet[byte & 31]).join("");
  return drawn.match(new RegExp(`.{1,${groupSize}}`, "g"))?.join("-") ?? drawn;
}

/** A typed code as it was printed: whatever case, spaces, dashes; with the look-alikes O, I and L. */
export function typedCode(text: string): string {
  const bare = text
    .normalize("NFKC")
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, "")
    .replaceAll("O", "0")
    .replace(/[IL]/g, "1");
  return bare.match(new RegExp(`.{1,${groupSize}}`, "g"))?.join("-") ?? "";
}
