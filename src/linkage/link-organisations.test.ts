import { describe, expect, it } from "vitest";
import type { LinkMention } from "./contract.ts";
import { linkCommunity } from "./link-community.ts";

/** A row of a register of places: `code` holds by its check digit, `badCode` does not. */
interface Row {
  readonly name?: string;
  readonly code?: string;
  readonly badCode?: string;
  readonly at?: string;
  readonly owner?: string;
  readonly phone?: string;
  readonly contact?: string;
}

const CODE = ["92330782MA2NWGRDYT", "92330782MA28XK4R3P", "91330782MA29QTEW7L"] as const;
const ROAD = "浙江省义乌市江东街道";

function link(rows: readonly Row[]): { clusters: number[]; asked: [number, number, string][] } {
  const rowOf: number[] = [];
  const mentions: LinkMention[] = [];
  rows.forEach(({ name, code, badCode, at, owner, phone, contact }, row) => {
    const base = { record: row, table: row, invalid: {} };
    const given = (values: Record<string, string | undefined>): Record<string, string[]> =>
      Object.fromEntries(Object.entries(values).flatMap(([key, value]) => (value === undefined ? [] : [[key, [value]]])));
    rowOf[mentions.length] = row;
    mentions.push({
      ...base,
      kind: "organisation",
      role: "subject",
      values: given({ name, creditCode: code, address: at && ROAD + at, phone }),
      invalid: given({ creditCode: badCode }),
    });
    if (owner) mentions.push({ ...base, kind: "person", role: "legalRepresentative", values: given({ name: owner, phone }) });
    if (contact) mentions.push({ ...base, kind: "person", role: "contact", values: given({ name: contact }) });
  });
  const { clusters, reviews } = linkCommunity(mentions, []);
  const asked = reviews.filter(({ left }) => mentions[left]?.kind === "organisation");
  return {
    clusters: mentions.flatMap(({ kind }, index) => (kind === "organisation" ? [clusters[index] as number] : [])),
    asked: asked.map(({ left, right, reason }) => [rowOf[left] as number, rowOf[right] as number, reason]),
  };
}

/** Rows by cluster, as `0 1 | 2`, and the pairs that are asked. */
function outcome(rows: readonly Row[]): string {
  const { clusters, asked } = link(rows);
  const groups = Map.groupBy(clusters.keys(), (row) => clusters[row]);
  const joined = [...groups.values()].map((group) => [...group].join(" ")).join(" | ");
  return [joined, ...asked.map(([left, right, reason]) => `${left}?${right} ${reason}`).sort()].join("; ");
}

const shaxian = { name: "沙县小吃", owner: "邓水根", phone: "13755501234" };
const CASES: readonly (readonly [why: string, expected: string, rows: readonly Row[]])[] = [
  [
    "a brand at two addresses with two owners",
    "0 | 1",
    [
      { ...shaxian, at: "宾王路12号" },
      { name: "沙县小吃", at: "城北路88号", owner: "罗发兴", phone: "13855507777" },
    ],
  ],
  [
    "a brand at two addresses, nothing known of the owners",
    "0 | 1",
    [
      { name: "沙县小吃", at: "宾王路12号" },
      { name: "沙县小吃", at: "城北路88号" },
    ],
  ],
  [
    "one owner's two shops of one name, or one that moved: only a human can tell",
    "0 | 1; 0?1 middle-score",
    [
      { ...shaxian, at: "宾王路12号" },
      { ...shaxian, at: "城北路88号" },
    ],
  ],
  [
    "one owner's two shops of one name with a licence each; an inspection belongs to the one at whose door it was",
    "0 | 1 2",
    [
      { ...shaxian, at: "宾王路12号", code: CODE[0] },
      { ...shaxian, at: "城北路88号", code: CODE[1] },
      { ...shaxian, at: "城北路88号" },
    ],
  ],
  [
    "an inspection without address that fits both shops of one owner is neither's",
    "0 | 1 | 2; 0?2 torn; 1?2 torn",
    [{ ...shaxian, at: "宾王路12号", code: CODE[0] }, { ...shaxian, at: "城北路88号", code: CODE[1] }, shaxian],
  ],
  [
    "a name alone, which one organisation bears",
    "0 1",
    [{ name: "义乌市天和网络会所", at: "宾王路12号", owner: "吴晨文" }, { name: "天和网络会所" }],
  ],
  [
    "a name alone, which two organisations bear",
    "0 | 1 | 2",
    [{ name: "沙县小吃", at: "宾王路12号" }, { name: "沙县小吃", at: "城北路88号" }, { name: "沙县小吃" }],
  ],
  [
    "a trade alone is no name: two barbers",
    "0 | 1",
    [
      { name: "理发店", phone: "13755501234" },
      { name: "理发店", owner: "罗发兴" },
    ],
  ],
  [
    "a trade for a name, at one door",
    "0 1",
    [
      { name: "理发店", at: "宾王路12号" },
      { name: "理发店", at: "宾王路12号" },
    ],
  ],
  [
    "the same code with one wrong character",
    "0 1",
    [
      { name: "义乌市宏达烧烤店", code: CODE[0] },
      { name: "宏达烧烤店", badCode: "92330782MA2NWGRDVT" },
    ],
  ],
  [
    "a code copied down into the next row",
    "0 | 1",
    [
      { name: "宏达烧烤店", at: "宾王路12号", owner: "邓水根", phone: "13755501234", code: CODE[0] },
      { name: "丽人美容院", at: "城北路88号", owner: "罗发兴", phone: "13855507777", code: CODE[0] },
    ],
  ],
  [
    "a firm with two premises under one code",
    "0 1 2",
    [
      { name: "义乌市康宁大药房有限公司", at: "宾王路12号", code: CODE[2], owner: "李康宁" },
      { name: "义乌市康宁大药房有限公司", at: "城北路88号", code: CODE[2] },
      { name: "义乌市康宁大药房有限公司", at: "宾王路12号", owner: "李康宁" },
    ],
  ],
  [
    "the organisation code of before 2015 stands within the credit code",
    "0 1",
    [
      { name: "义乌市青枫制衣厂", code: "913307827MA29QTEW7" },
      { name: "青枫制衣厂", code: "7MA29QTEW" },
    ],
  ],
  [
    "another licence for the same shop, owner and door: renewed, or a mistake",
    "0 | 1; 0?1 contradiction",
    [
      { ...shaxian, at: "宾王路12号", code: CODE[0] },
      { ...shaxian, at: "宾王路12号", code: CODE[1] },
    ],
  ],
  [
    "one owner with one telephone has a restaurant and an inn elsewhere",
    "0 | 1",
    [
      { name: "水根饭店", at: "宾王路12号", owner: "邓水根", phone: "13755501234" },
      { name: "悦来旅馆", at: "城北路88号", owner: "邓水根", phone: "13755501234" },
    ],
  ],
  [
    "the sign over the door and the registered name",
    "0 1",
    [
      { name: "义乌市邓水根餐饮店", at: "宾王路12号", owner: "邓水根", phone: "13755501234" },
      { name: "老邓牛肉面", at: "宾王路12号", owner: "邓水根", phone: "13755501234" },
    ],
  ],
  [
    "the sign is part of the registered name",
    "0 1",
    [
      { name: "义乌市老邓百味面馆（个体工商户）", at: "宾王路12号" },
      { name: "百味面馆", at: "宾王路12号" },
    ],
  ],
  [
    "who comes after in the same rooms",
    "0 | 1",
    [
      { name: "百味面馆", at: "宾王路12号", owner: "邓水根", phone: "13755501234" },
      { name: "丽人美容院", at: "宾王路12号", owner: "罗发兴", phone: "13855507777" },
    ],
  ],
  [
    "a shop whose owner changed",
    "0 1",
    [
      { name: "好邻居超市", at: "宾王路12号", owner: "邓水根", phone: "13755501234" },
      { name: "好邻居超市", at: "宾王路12号", owner: "罗发兴", phone: "13855507777" },
    ],
  ],
  [
    "the owner's name with a look-alike, the address to one door less",
    "0 1",
    [
      { name: "好邻居超市", at: "永胜花园3幢1号店面", owner: "吴燕凤" },
      { name: "好邻居超市", at: "永胜花园3幢", owner: "吴燕风" },
    ],
  ],
  [
    "a branch by its registered name, and by its sign at the same door written otherwise",
    "0 1",
    [
      { name: "义乌市康宁大药房有限公司江东分店", at: "永胜花园1幢1号店面", owner: "李康宁", phone: "057985551234" },
      { name: "康宁大药房", at: "永胜花园1幢1号", owner: "李康宁", phone: "057985551234" },
    ],
  ],
  [
    "two house numbers knocked into one shop",
    "0 1",
    [
      { name: "好邻居超市", at: "宾王路83-85号" },
      { name: "好邻居超市", at: "宾王路85号" },
    ],
  ],
  [
    "a head office and its branch elsewhere",
    "0 | 1",
    [
      { name: "义乌市康宁大药房有限公司", at: "宾王路12号", owner: "李康宁" },
      { name: "义乌市康宁大药房有限公司江东分公司", at: "城北路88号", owner: "李康宁" },
    ],
  ],
  [
    "two branches of one chain on one hotline",
    "0 | 1",
    [
      { name: "十足便利（宾王店）", at: "宾王路12号", phone: "05798555555" },
      { name: "十足便利（城北店）", at: "城北路88号", phone: "05798555555" },
    ],
  ],
  [
    "two street offices: the place is the name",
    "0 | 1",
    [
      { name: "江东街道办事处", phone: "057985551111" },
      { name: "稠城街道办事处", owner: "罗发兴" },
    ],
  ],
  [
    "one street office, with and without its city",
    "0 1",
    [{ name: "义乌市江东街道办事处" }, { name: "江东街道办事处", phone: "057985551111" }],
  ],
  [
    "a place in its own name is no prefix: 柳溪足浴店 and 柳溪百货店 of one owner",
    "0 | 1",
    [
      { name: "义乌市柳溪足浴店", at: "宾王路12号", owner: "邓水根" },
      { name: "义乌市柳溪百货店", at: "城北路88号", owner: "邓水根" },
    ],
  ],
  [
    "the contact is not the owner, and does not speak against",
    "0 1",
    [
      { name: "好邻居超市", at: "宾王路12号", owner: "邓水根", phone: "13755501234" },
      { name: "好邻居超市", contact: "罗发兴", at: "宾王路12号" },
    ],
  ],
];

describe("organisations", () => {
  for (const [why, expected, rows] of CASES) {
    it(`${expected} — ${why}`, () => {
      expect(outcome(rows)).toBe(expected);
      const turned = link([...rows].reverse());
      expect(new Set(turned.clusters).size).toBe(new Set(link(rows).clusters).size);
      expect(turned.asked.length).toBe(link(rows).asked.length);
    });
  }
});
