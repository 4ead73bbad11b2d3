import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  hkdfSync,
  type KeyObject,
  randomBytes,
  randomFillSync,
} from "node:crypto";
import type { Prepared, Store, Transaction } from "#store/contract";
import { authorize } from "./authorize.ts";
import { AccessCode, Action, type Actor } from "./contract.ts";
import { AccessFailure } from "./failure.ts";
import { addKey, type Keyring, keepFirstKey, openKeyring } from "./keyring.ts";

const sealVersion = 1;
const nonceBytes = 12;
const tagBytes = 16;
/** Version, number of the data key, nonce. */
const headBytes = 2 + nonceBytes;
const hashBytes = 16;

/** The key with which a community's new values are encrypted, for another thread: it can be passed there, and its bytes stay hidden. */
export interface SealingKey {
  readonly community: number;
  readonly key: DataKey;
}

/** The keys of one community. Its values open with them alone. */
export interface CommunityKeys {
  /** Encrypts a text, or bytes; `context` must be the same when opening (a column's name, say). About 2 µs for a short text. */
  seal(content: string | Uint8Array, context?: string): Buffer;
  /** For {@link sealerOf} in a thread that shall be able to seal, and to open nothing. */
  readonly sealingKey: SealingKey;
  /** Decrypts. Throws an AccessFailure when the bytes were changed or belong to another community or context. */
  unseal(sealed: Uint8Array, context?: string): string;
  /** The same for what was sealed as bytes. */
  unsealBytes(sealed: Uint8Array, context?: string): Buffer;
  /** 16 bytes by which equal values of one kind are found without being readable: HMAC-SHA-256, keyed a community. */
  hash(kind: string, value: string): Buffer;
}

interface DataKey {
  readonly id: number;
  readonly cipher: KeyObject;
}

/** By keyring and community, the keys as they were wrapped and what they opened to: unwrapping and deriving take longer than reading them. */
const opened = new WeakMap<Keyring, Map<number, { readonly stored: readonly WrappedKey[]; readonly keys: CommunityKeys }>>();

/** Loads the community's keys; makes its first one. */
export async function communityKeys(tx: Transaction, keyring: Keyring, community: number): Promise<CommunityKeys> {
  const stored = (await loadWrapped(tx, community)) ?? (await createFirst(tx, keyring, community));
  const ofKeyring = opened.get(keyring) ?? new Map();
  opened.set(keyring, ofKeyring);
  const known = ofKeyring.get(community);
  if (known !== undefined && isSame(known.stored, stored)) return known.keys;
  const keys = openKeys(keyring, community, stored);
  ofKeyring.set(community, { stored, keys });
  return keys;
}

function isSame(one: readonly WrappedKey[], other: readonly WrappedKey[]): boolean {
  return one.length === other.length && one.every(({ id, wrapped }, at) => id === other[at]?.id && wrapped.equals(other[at].wrapped));
}

function openKeys(keyring: Keyring, community: number, stored: readonly WrappedKey[]): CommunityKeys {
  const keys = stored.map(({ id, wrapped }) => ({ id, key: keyring.unwrap(wrapped, contextOf(community, id)) }));
  const first = keys[0];
  if (!first) throw new AccessFailure(AccessCode.keyMissing, String(community));
  // The hash key never changes with the data keys: what was stored must be found again.
  return keysOf(
    community,
    keys.map(({ id, key }) => ({ id, cipher: derive(key, community, "seal") })),
    derive(first.key, community, "hash"),
  );
}

interface WrappedKey {
  readonly id: number;
  readonly wrapped: Buffer;
}

const contextOf = (community: number, id: number) => `community ${community} key ${id}`;

const KEYS: Prepared = {
  name: "community-keys",
  text: "SELECT id, wrapped FROM community_key WHERE community_id = $1 ORDER BY id",
};

async function loadWrapped(tx: Transaction, community: number): Promise<WrappedKey[] | null> {
  const rows = await tx.query<WrappedKey>(KEYS, [community]);
  return rows.length > 0 ? rows : null;
}

async function createFirst(tx: Transaction, keyring: Keyring, community: number): Promise<WrappedKey[]> {
  const wrapped = keyring.wrap(randomBytes(32), contextOf(community, 1));
  // Two first transactions at once: the second waits for the first and then reads the first one's key.
  await tx.execute(
    "INSERT INTO community_key (community_id, id, wrapped, created_at) VALUES ($1, 1, $2, $3) ON CONFLICT (community_id, id) DO NOTHING",
    [community, wrapped, new Date()],
  );
  return (await loadWrapped(tx, community)) ?? [];
}

function derive(key: Buffer, community: number, use: string): KeyObject {
  return createSecretKey(Buffer.from(hkdfSync("sha256", key, String(community), `weinao ${use}`, 32)));
}

/** Random bytes are fetched many at a time: one call a nonce would cost as much as the encryption. */
const pool = Buffer.alloc(nonceBytes * 4096);
let poolUsed = pool.length;

function nextNonce(into: Buffer, at: number): void {
  if (poolUsed === pool.length) {
    randomFillSync(pool);
    poolUsed = 0;
  }
  pool.copy(into, at, poolUsed, poolUsed + nonceBytes);
  poolUsed += nonceBytes;
}

/** What a sealed value is bound to, beside its key. */
function associatedData(community: number): (context: string | undefined) => Buffer {
  const bound = Buffer.from(`weinao ${community}`, "utf8");
  return (context) => (context === undefined ? bound : Buffer.concat([bound, Buffer.from(`\0${context}`, "utf8")]));
}

/** `CommunityKeys.seal` with a key that came from another thread. */
export function sealerOf({ community, key }: SealingKey): CommunityKeys["seal"] {
  const associated = associatedData(community);
  return (content, context) => {
    const head = Buffer.allocUnsafe(headBytes);
    head[0] = sealVersion;
    head[1] = key.id;
    nextNonce(head, 2);
    const cipher = createCipheriv("aes-256-gcm", key.cipher, head.subarray(2)).setAAD(associated(context));
    const body = typeof content === "string" ? cipher.update(content, "utf8") : cipher.update(content);
    cipher.final();
    return Buffer.concat([head, body, cipher.getAuthTag()], headBytes + body.length + tagBytes);
  };
}

function keysOf(community: number, keys: readonly DataKey[], hashKey: KeyObject): CommunityKeys {
  const sealingKey = { community, key: keys.at(-1) as DataKey };
  const byId = new Map(keys.map((key) => [key.id, key.cipher]));
  const associated = associatedData(community);
  const unsealBytes: CommunityKeys["unsealBytes"] = (sealed, context) => {
    const bytes = Buffer.isBuffer(sealed) ? sealed : Buffer.from(sealed);
    const key = byId.get(bytes[1] ?? 0);
    if (bytes.length < headBytes + tagBytes || bytes[0] !== sealVersion || !key) throw new AccessFailure(AccessCode.sealBroken);
    try {
      const nonce = bytes.subarray(2, headBytes);
      const decipher = createDecipheriv("aes-256-gcm", key, nonce, { authTagLength: tagBytes }).setAAD(associated(context));
      decipher.setAuthTag(bytes.subarray(-tagBytes));
      const content = decipher.update(bytes.subarray(headBytes, -tagBytes));
      decipher.final();
      return content;
    } catch (error) {
      throw new AccessFailure(AccessCode.sealBroken, "", error);
    }
  };
  return {
    sealingKey,
    seal: sealerOf(sealingKey),
    unsealBytes,
    unseal: (sealed, context) => unsealBytes(sealed, context).toString("utf8"),
    hash: (kind, value) => createHmac("sha256", hashKey).update(`${kind}\0${value}`, "utf8").digest().subarray(0, hashBytes),
  };
}

/**
 * Replaces the master key kept in `home`: a fresh one wraps the data keys of every community, then the old one is dropped.
 * The data themselves stay as they are. Interrupted, it can be run again: until its end both keys open everything.
 * Gives the number of communities. A key given by the environment is rotated by giving `new,old` there, running this, then giving `new`.
 */
export async function rotateMasterKey(
  store: Store,
  home: string,
  actor: Actor,
  environment: NodeJS.ProcessEnv = process.env,
): Promise<number> {
  authorize(actor, Action.rotate);
  const inFile = !environment.WEINAO_KEY && !environment.WEINAO_KEY_FILE;
  if (inFile) await addKey(home);
  const keyring = await openKeyring(home, environment);
  const scope = { actor: actor.name, role: actor.role, purpose: actor.purpose };
  const communities = await store.transaction({ ...scope, communities: [] }, (tx) =>
    tx.query<{ id: number }>("SELECT id FROM community ORDER BY id"),
  );
  for (const { id: community } of communities) {
    await store.transaction({ ...scope, communities: [community] }, async (tx) => {
      for (const { id, wrapped } of (await loadWrapped(tx, community)) ?? []) {
        const context = contextOf(community, id);
        await tx.execute("UPDATE community_key SET wrapped = $3 WHERE community_id = $1 AND id = $2", [
          community,
          id,
          keyring.wrap(keyring.unwrap(wrapped, context), context),
        ]);
      }
    });
  }
  if (inFile) await keepFirstKey(home);
  return communities.length;
}
