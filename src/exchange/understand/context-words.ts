import { headerWord, type Meaning } from "./header-words.ts";

interface ContextWord {
  readonly words: readonly string[];
  readonly meaning: Meaning;
  /** Attributes of which one must be asked beside it. */
  readonly beside: readonly string[];
}

/** Words that mean something only beside others: 转正时间 of a Party member is no end of an employee's probation. */
const WORDS: readonly ContextWord[] = [
  {
    words: ["转正时间", "转正日期", "转正年月"],
    meaning: { kind: "person", attribute: "partyFullDate" },
    beside: ["partyJoinDate", "partyBranch"],
  },
  {
    words: ["安置方式", "安置类型", "安置情况"],
    meaning: { kind: "person", attribute: "placementType" },
    beside: ["enlistmentDate", "dischargeDate", "veteranCategory", "serviceUnit"],
  },
  {
    words: ["批号", "批次号", "生产批号"],
    meaning: { kind: "person", attribute: "vaccineBatch" },
    beside: ["vaccineName", "doseNumber", "vaccinationDate"],
  },
  // An amount beside an account is what is paid to it; beside a meter's reading it is a bill.
  { words: ["金额", "amount"], meaning: { kind: "person", attribute: "allowanceAmount" }, beside: ["bankAccount", "bankName"] },
  { words: ["军衔职级", "职级"], meaning: { kind: "person", attribute: "militaryRank" }, beside: ["enlistmentDate", "dischargeDate"] },
];

const byWord = new Map(WORDS.flatMap((one) => one.words.map((word) => [headerWord(word), one] as const)));

/** What a word means in a table or form that asks for other attributes, too (`asks`); null when those do not settle it. */
export function contextMeaning(word: string, asks: (attribute: string) => boolean): Meaning | null {
  const known = byWord.get(headerWord(word).replace(/\([^)]*\)/g, ""));
  return known?.beside.some(asks) === true ? known.meaning : null;
}
