import { hash, verify } from "@node-rs/argon2";
import type { Outcome } from "#vocabulary/contract";

/** OWASP's settings for argon2id, which is the library's default: 19 MiB, two passes, one lane. About 30 ms. */
const settings = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
const lengthMin = 10;
/** Longer ones are refused by the API's schema; the limit keeps hashing cheap. */
export const passwordLengthMax = 256;
const distinctMin = 5;

/** A text as it is hashed: the same password typed on another keyboard is the same. */
const normal = (password: string) => password.normalize("NFKC");

export function hashPassword(password: string): Promise<string> {
  return hash(normal(password), settings);
}

/** A hash that no password has: verifying against it takes as long as against a real one, so that a name's existence does not show in time. */
const nobody = hashPassword(crypto.randomUUID());

/** Whether the password is the hash's. Without a hash it takes as long and says no. */
export async function verifyPassword(stored: string | null, password: string): Promise<boolean> {
  const right = await verify(stored ?? (await nobody), normal(password));
  return right && stored !== null;
}

/** Refuses what is guessed first (NIST SP 800-63B: length counts; no rules about kinds of characters). */
export function checkPassword(password: string, accountName: string): Outcome<null, "password-too-short" | "password-too-simple"> {
  const text = normal(password);
  if ([...text].length < lengthMin) return { accepted: false, refusal: "password-too-short", detail: String(lengthMin) };
  const lower = text.toLowerCase();
  const simple =
    new Set(lower).size < distinctMin ||
    (accountName.length > 2 && lower.includes(accountName)) ||
    /^(.{1,4})\1+$/.test(lower) ||
    isRun(lower) ||
    /^(password|qwerty\w{0,4}|weinao|woaini)\W*\d*$/.test(lower);
  return simple ? { accepted: false, refusal: "password-too-simple", detail: "" } : { accepted: true, value: null };
}

/** `1234567890`, `abcdefghij`, backwards too. */
function isRun(text: string): boolean {
  const steps = new Set([...text].slice(1).map((character, at) => (character.codePointAt(0) ?? 0) - (text.codePointAt(at) ?? 0)));
  return steps.size === 1 || /^0?1234567890?$|^0?9876543210?$/.test(text);
}
