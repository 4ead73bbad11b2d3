import { deflateRawSync, inflateRawSync } from "node:zlib";
import type { CommunityKeys } from "#access";
import { recordNumber } from "./new-id.ts";
import { type PackedPayload, parsePayload } from "./record-payload.ts";

/** Records that are packed and sealed together: enough that pressing them together pays, few enough that one of them is opened at once. */
export const BLOCK_RECORDS = 32;

/** Between payloads; inside one JSON writes it as an escape. */
const BREAK = 0x0a;
/** Higher levels take twice as long for a tenth less. */
const LEVEL = 1;

/** Room for most blocks at once: in smaller pieces, putting them together would cost a sixth of opening them. */
const ROOM = { chunkSize: 32 * 1024 };

/** Presses the payloads of a block together. Rows of one table say much the same words: a sixth of the bytes is left. */
export function packBlock(payloads: readonly string[]): Buffer {
  return deflateRawSync(Buffer.from(payloads.join("\n"), "utf8"), { level: LEVEL });
}

/** The payloads of a sealed block, packed still, in the order of its records. */
export function openBlock(keys: CommunityKeys, sealed: Uint8Array): string[] {
  return inflateRawSync(keys.unsealBytes(sealed), ROOM).toString("utf8").split("\n");
}

/** One record of a sealed block; the others are left as they are. */
export function openRecord(keys: CommunityKeys, sealed: Uint8Array, record: string): PackedPayload {
  return parsePayload(openRecords(keys, sealed, [recordNumber(record)])[0] as string);
}

/** Some records of a sealed block, packed still; `numbers` ascend. */
export function openRecords(keys: CommunityKeys, sealed: Uint8Array, numbers: readonly number[]): string[] {
  const bytes = inflateRawSync(keys.unsealBytes(sealed), ROOM);
  let at = 1;
  let start = 0;
  return numbers.map((number) => {
    for (; at < number; at += 1) {
      start = bytes.indexOf(BREAK, start) + 1;
      if (start === 0) throw new Error(`record ${number} is not in its block`);
    }
    const end = bytes.indexOf(BREAK, start);
    return bytes.toString("utf8", start, end < 0 ? bytes.length : end);
  });
}
