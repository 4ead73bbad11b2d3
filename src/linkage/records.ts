/** Which mentions stand in one record. */

import { groupByKey } from "./blocking.ts";
import type { LinkMention } from "./contract.ts";
import { doubles } from "./flat-arrays.ts";

/** Records numbered without gaps; members of record r are `members[starts[r]] … members[starts[r + 1] - 1]`, mention indices ascending. */
export interface RecordTable {
  readonly count: number;
  readonly starts: Int32Array;
  readonly members: Int32Array;
  /** Record of each mention. */
  readonly of: Int32Array;
}

/** Numbers the records of all mentions. */
export function tabulateRecords(mentions: readonly LinkMention[]): RecordTable {
  const keys = doubles(mentions.length);
  for (let index = 0; index < mentions.length; index++) keys[index] = (mentions[index] as LinkMention).record;
  const { count, starts, members, groupOf } = groupByKey(keys);
  return { count, starts, members, of: groupOf };
}
