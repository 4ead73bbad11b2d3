import { createCipheriv, createDecipheriv, createHash, randomBytes } from "node:crypto";
import { link, mkdir, open, readFile, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { AccessCode } from "./contract.ts";
import { AccessFailure } from "./failure.ts";

const keyBytes = 32;
const nonceBytes = 12;
const tagBytes = 16;
const idBytes = 8;
const wrapVersion = 1;

/** The master keys: the first wraps, every one unwraps (an older one is there only while a rotation is under way). */
export interface Keyring {
  /** Public name of the key that wraps: the first 16 hex digits of its hash. */
  readonly masterId: string;
  wrap(key: Buffer, context: string): Buffer;
  /** Throws an AccessFailure when no master key here wrapped it, or when it was changed. */
  unwrap(wrapped: Buffer, context: string): Buffer;
}

/** Where the master key is kept unless the environment gives one. */
const keyFile = (home: string) => join(home, "keys", "master.key");

/**
 * Opens the keyring: `WEINAO_KEY`, else the file named by `WEINAO_KEY_FILE`, else `keys/master.key` in `home`, made on first use.
 * Each is one key a line, base64 or hexadecimal, the current one first.
 */
export async function openKeyring(home: string, environment: NodeJS.ProcessEnv = process.env): Promise<Keyring> {
  if (environment.WEINAO_KEY) return keyringOf(parseKeys(environment.WEINAO_KEY, "WEINAO_KEY"));
  if (environment.WEINAO_KEY_FILE) return keyringOf(parseKeys(await readKeyFile(environment.WEINAO_KEY_FILE), environment.WEINAO_KEY_FILE));
  const file = keyFile(home);
  const text = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "ENOENT") throw new AccessFailure(AccessCode.keyUnreadable, file, error);
    return null;
  });
  return keyringOf(parseKeys(text ?? (await createKeyFile(file)), file));
}

function readKeyFile(file: string): Promise<string> {
  return readFile(file, "utf8").catch((error: unknown) => {
    throw new AccessFailure(AccessCode.keyMissing, file, error);
  });
}

/** Makes the first master key. When two processes do it at once, the first one's stays. */
async function createKeyFile(file: string): Promise<string> {
  const draft = await writeDraft(file, `${randomBytes(keyBytes).toString("base64")}\n`);
  try {
    await link(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw new AccessFailure(AccessCode.keyUnreadable, file, error);
  } finally {
    await rm(draft, { force: true });
  }
  await syncFolder(dirname(file));
  return readFile(file, "utf8");
}

async function writeDraft(file: string, text: string): Promise<string> {
  const draft = `${file}.${process.pid}.${randomBytes(4).toString("hex")}`;
  try {
    await mkdir(dirname(file), { recursive: true, mode: 0o700 });
    const handle = await open(draft, "wx", 0o600);
    await handle.writeFile(text);
    // A lost key is lost data: it must be on the disk before anything is sealed with it.
    await handle.sync();
    await handle.close();
  } catch (error) {
    throw new AccessFailure(AccessCode.keyUnreadable, `${file} (${(error as NodeJS.ErrnoException).code ?? "error"})`, error);
  }
  return draft;
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, "r");
  await handle.sync().catch(() => undefined);
  await handle.close();
}

/** Puts a fresh key in front of the file's keys; the older ones stay until `keepFirstKey`. */
export async function addKey(home: string): Promise<void> {
  const file = keyFile(home);
  await replaceKeyFile(file, `${randomBytes(keyBytes).toString("base64")}\n${await readKeyFile(file)}`);
}

/** Drops all keys of the file but the first. */
export async function keepFirstKey(home: string): Promise<void> {
  const file = keyFile(home);
  await replaceKeyFile(file, `${(await readKeyFile(file)).split("\n")[0]}\n`);
}

async function replaceKeyFile(file: string, text: string): Promise<void> {
  await rename(await writeDraft(file, text), file);
  await syncFolder(dirname(file));
}

function parseKeys(text: string, place: string): Buffer[] {
  const words = text.split(/[\s,]+/).filter((word) => word !== "");
  const keys = words.map((word) => Buffer.from(word, /^[0-9a-f]{64}$/i.test(word) ? "hex" : "base64"));
  if (keys.length === 0 || keys.some((key) => key.length !== keyBytes)) throw new AccessFailure(AccessCode.keyUnreadable, place);
  return keys;
}

const idOf = (key: Buffer) => createHash("sha256").update("weinao master key").update(key).digest().subarray(0, idBytes);

function keyringOf(keys: readonly Buffer[]): Keyring {
  const entries = keys.map((key) => ({ key, id: idOf(key) }));
  const current = entries[0];
  if (!current) throw new AccessFailure(AccessCode.keyMissing);
  return {
    masterId: current.id.toString("hex"),
    wrap(key, context) {
      const nonce = randomBytes(nonceBytes);
      const cipher = createCipheriv("aes-256-gcm", current.key, nonce).setAAD(Buffer.from(context, "utf8"));
      return Buffer.concat([Buffer.from([wrapVersion]), current.id, nonce, cipher.update(key), cipher.final(), cipher.getAuthTag()]);
    },
    unwrap(wrapped, context) {
      const id = wrapped.subarray(1, 1 + idBytes);
      const entry = entries.find((candidate) => candidate.id.equals(id));
      if (wrapped[0] !== wrapVersion || !entry) {
        throw new AccessFailure(AccessCode.keyWrong, `${id.toString("hex")} ≠ ${current.id.toString("hex")}`);
      }
      const nonce = wrapped.subarray(1 + idBytes, 1 + idBytes + nonceBytes);
      const decipher = createDecipheriv("aes-256-gcm", entry.key, nonce).setAAD(Buffer.from(context, "utf8"));
      decipher.setAuthTag(wrapped.subarray(-tagBytes));
      try {
        return Buffer.concat([decipher.update(wrapped.subarray(1 + idBytes + nonceBytes, -tagBytes)), decipher.final()]);
      } catch (error) {
        throw new AccessFailure(AccessCode.sealBroken, "", error);
      }
    },
  };
}
