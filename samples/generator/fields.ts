/** Columns that many registers share. Each knows how its value is written, what goes wrong with it, and what it then states. */
import { shortIdOf } from "./identifiers.ts";
import {
  impossibleDay,
  lostDigits,
  mistypeLatin,
  mistypeName,
  scientific,
  transposed,
  wrongCheck,
  wrongDay,
  wrongDigit,
} from "./mistakes.ts";
import type { CellValue, Entry, Fault, FaultKind, Field, Pen, Role, Said } from "./register-shape.ts";
import {
  ageAsOf,
  dateText,
  relationWord,
  spellAddress,
  spellDate,
  spellForeignName,
  spellIdNumber,
  spellName,
  spellPhone,
  spellSex,
} from "./spelling.ts";
import type { Person } from "./world-shape.ts";

/** How a column is headed and shown. Synonyms are separated by `|`, header levels by `/`. */
export interface Heading {
  readonly path: string;
  /** Header for one-row layouts; the last level when not given. */
  readonly flat?: string;
  readonly width?: number;
  readonly align?: Field["align"];
  readonly merged?: boolean;
  readonly optional?: boolean;
  readonly keepMiddle?: boolean;
}

export function field(key: string, heading: Heading, say: Field["say"]): Field {
  const path = heading.path.split("/").map((level) => level.split("|"));
  const own = path.at(-1) as string[];
  return {
    key,
    path,
    flat: heading.flat?.split("|") ?? own,
    width: heading.width ?? 10,
    ...(heading.align ? { align: heading.align } : {}),
    ...(heading.merged ? { merged: true } : {}),
    ...(heading.optional ? { optional: true } : {}),
    ...(heading.keepMiddle ? { keepMiddle: true } : {}),
    say,
  };
}

const NOTHING: Said = { cell: null };

/** A column about one of the row's people; empty where the row has nobody in that role. */
function personal(
  role: Role,
  attribute: string,
  heading: Heading,
  say: (person: Person, pen: Pen, states: (value: string) => NonNullable<Said["states"]>) => Said,
): Field {
  return field(`${role}.${attribute}`, heading, (entry, pen) => {
    const person = entry.people[role];
    return person ? say(person, pen, (value) => ({ role, attribute, value })) : NOTHING;
  });
}

function fault(kind: FaultKind, role: Role, attribute: string, detectable: Fault["detectable"]): Fault {
  return { kind, attribute: role === "subject" ? attribute : `${role}.${attribute}`, detectable };
}

/** A name: Chinese where there is one, otherwise as in the passport. */
export function nameField(role: Role, heading: Heading): Field {
  return personal(role, "name", { width: 11, ...heading }, (person, pen, states) => {
    if (person.name === "" || (person.foreignName !== "" && pen.random.chance(0.5))) return foreignSaid(role, person, pen, "name");
    if (person.formerName && pen.errs(0.3))
      return {
        cell: spellName(pen, person.formerName),
        states: states(person.formerName),
        fault: fault("former_name", role, "name", "cross"),
      };
    if (pen.errs(0.02)) {
      const typo = mistypeName(pen.random, person.name);
      if (typo !== person.name)
        return { cell: spellName(pen, typo), states: states(typo), fault: fault("name_typo", role, "name", "cross") };
    }
    const note = noteOf(person, pen);
    return { cell: spellName(pen, person.name) + note, states: states(person.name) };
  });
}

function noteOf(person: Person, pen: Pen): string {
  if (person.relationToHead === "01" && person.residencyType === "permanent" && pen.random.chance(0.008))
    return pen.random.pick(["(户主)", "（户主）"]);
  if (person.deathDate && person.deathDate < pen.asOf && pen.random.chance(0.3)) return "（已故）";
  if (person.formerName && pen.random.chance(0.12)) return `（曾用名：${person.formerName}）`;
  return "";
}

function foreignSaid(role: Role, person: Person, pen: Pen, attribute: string): Said {
  const states = (value: string) => ({ role, attribute: "foreignName", value });
  if (pen.errs(0.05)) {
    const typo = mistypeLatin(pen.random, person.foreignName);
    if (typo !== person.foreignName) return { cell: typo, states: states(typo), fault: fault("name_typo", role, attribute, "cross") };
  }
  return { cell: spellForeignName(pen, person.foreignName), states: states(person.foreignName) };
}

/** A passport name column. */
export function foreignNameField(role: Role, heading: Heading): Field {
  return personal(role, "foreignName", { width: 22, align: "left", ...heading }, (person, pen) =>
    person.foreignName ? foreignSaid(role, person, pen, "foreignName") : NOTHING,
  );
}

/** A document number with all that happens to it. */
export function idField(role: Role, heading: Heading): Field {
  return personal(role, "idNumber", { width: 21, ...heading }, (person, pen, states) => {
    const { random } = pen;
    const id = person.idNumber;
    if (id === "") return NOTHING;
    if (pen.errs(0.025)) return { cell: null, fault: fault("id_missing", role, "idNumber", "no") };
    if (person.idType !== "111") {
      if (person.oldPassport && pen.errs(0.5))
        return { cell: person.oldPassport, states: states(person.oldPassport), fault: fault("old_passport", role, "idNumber", "cross") };
      return { cell: spellIdNumber(pen, id), states: states(id) };
    }
    if (pen.errs(0.012) && !id.endsWith("X")) {
      const cell = pen.text ? scientific(id) : lostDigits(id);
      return {
        cell,
        ...(pen.text ? {} : { states: states(`${id.slice(0, 15)}000`) }),
        fault: fault("id_scientific_notation_lost", role, "idNumber", "yes"),
      };
    }
    const spoil = pen.errs(0.012)
      ? (["id_wrong_digit", wrongDigit] as const)
      : pen.errs(0.007)
        ? (["id_transposed", transposed] as const)
        : pen.errs(0.007)
          ? (["bad_id_checksum", wrongCheck] as const)
          : null;
    if (spoil) {
      const [kind, way] = spoil;
      const wrong = way(random, id);
      return { cell: wrong, states: states(wrong), fault: fault(kind, role, "idNumber", "yes") };
    }
    // A first card's number has no check digit; only people old enough had one.
    if (person.birthDate < "1984" && random.chance(0.012)) return { cell: shortIdOf(id), states: states(id) };
    return { cell: spellIdNumber(pen, id), states: states(id) };
  });
}

export function birthField(role: Role, heading: Heading): Field {
  return personal(role, "birthDate", { width: 15, ...heading }, (person, pen, states) => {
    if (pen.errs(0.013)) {
      const wrong = wrongDay(pen.random, person.birthDate);
      return { cell: spellDate(pen, wrong), states: states(wrong), fault: fault("birth_wrong_day", role, "birthDate", "yes") };
    }
    if (pen.errs(0.003)) {
      const wrong = impossibleDay(pen.random, person.birthDate);
      const spelling = pen.habits.date === "cell" ? "iso" : pen.habits.date;
      return { cell: dateText(wrong, spelling), states: states(wrong), fault: fault("impossible_date", role, "birthDate", "yes") };
    }
    return { cell: spellDate(pen, person.birthDate), states: states(person.birthDate) };
  });
}

export function sexField(role: Role, heading: Heading): Field {
  return personal(role, "sex", { width: 6, ...heading }, (person, pen, states) => {
    if (person.idType === "111" && pen.errs(0.006)) {
      const other = person.sex === "1" ? "2" : "1";
      return { cell: spellSex(pen, other), states: states(other), fault: fault("sex_contradicts_id", role, "sex", "yes") };
    }
    return { cell: spellSex(pen, person.sex), states: states(person.sex) };
  });
}

/** A telephone: their own, an earlier one, a digit short, or two in a cell. */
export function phoneField(role: Role, heading: Heading): Field {
  return personal(role, "phone", { width: 15, ...heading }, (person, pen, states) => {
    const { random } = pen;
    if (person.phone === "" || random.chance(0.03)) return NOTHING;
    if (person.oldPhone && pen.errs(0.35))
      return {
        cell: spellPhone(pen, person.oldPhone),
        states: states(person.oldPhone),
        fault: fault("stale_phone", role, "phone", "cross"),
      };
    if (pen.errs(0.009)) {
      const at = random.between(3, person.phone.length - 2);
      const short = person.phone.slice(0, at) + person.phone.slice(at + 1);
      return { cell: short, states: states(short), fault: fault("phone_short", role, "phone", "yes") };
    }
    const second = person.spouse?.phone ?? person.household.members.find((member) => member.phone && member.phone !== person.phone)?.phone;
    if (second && second !== person.phone && random.chance(0.03))
      return { cell: person.phone + random.pick(["、", "/", "；", " "]) + second, states: states(person.phone) };
    if (!pen.text && random.chance(0.05) && /^1\d{10}$/.test(person.phone))
      return { cell: Number(person.phone), states: states(person.phone) };
    return { cell: spellPhone(pen, person.phone), states: states(person.phone) };
  });
}

/** A value of a code list: the word (with its usual synonyms) or the code. */
export function codeField(
  role: Role,
  attribute: "ethnicity" | "maritalStatus" | "education" | "politicalStatus",
  words: Readonly<Record<string, string>>,
  heading: Heading,
): Field {
  return personal(role, attribute, heading, (person, pen, states) => {
    const code = person[attribute];
    if (code === "") return NOTHING;
    if (pen.errs(0.004)) {
      const cell = pen.random.pick(["88", "0", "？"]);
      return { cell, states: states(`?${cell}`), fault: fault("unknown_code", role, attribute, "yes") };
    }
    const synonyms = (words[code] ?? "").split("|");
    const word = pen.random.chance(pen.habits.loose) ? pen.random.pick(synonyms) : (synonyms[0] as string);
    return { cell: pen.habits.codes ? code : word, states: states(code) };
  });
}

/** Text that stands as it is. */
export function textField(
  role: Role,
  attribute: "employer" | "formerName" | "householdNumber" | "nationalityLabel",
  heading: Heading,
): Field {
  return personal(role, attribute === "nationalityLabel" ? "nationality" : attribute, heading, (person, _pen, states) => {
    const value = person[attribute];
    return value === "" ? NOTHING : { cell: value, states: states(attribute === "nationalityLabel" ? person.nationality : value) };
  });
}

export function relationField(role: Role, self: "户主" | "本人", heading: Heading): Field {
  return personal(role, "relationToHead", heading, (person, pen, states) => ({
    cell: relationWord(pen, person, self),
    states: states(person.relationToHead),
  }));
}

export function ageField(role: Role, heading: Heading): Field {
  return personal(role, "age", { width: 6, ...heading }, (person, pen) => ({
    cell: pen.text ? String(ageAsOf(pen, person)) : ageAsOf(pen, person),
  }));
}

/** The registered address; it names a dwelling where that stands in the community. */
export function registeredAddressField(role: Role, heading: Heading): Field {
  return personal(role, "registeredAddress", { width: 46, align: "left", ...heading }, (person, pen, states) => {
    if (person.registeredAddress === "") return NOTHING;
    const dwelling = person.residencyType === "permanent" ? person.household.registered : null;
    const full = { ...pen, habits: { ...pen.habits, address: "full" as const, loose: 0 } };
    return dwelling
      ? { cell: spellAddress(full, dwelling), states: states(person.registeredAddress), dwelling }
      : { cell: person.registeredAddress, states: states(person.registeredAddress) };
  });
}

/** Where the row's subject lives, or the dwelling that the row is about. Sometimes the second home, sometimes the one they left. */
export function addressField(heading: Heading): Field {
  return field("address", { width: 26, align: "left", ...heading }, (entry, pen) => {
    const { dwelling, people } = entry;
    const person = people.subject ?? people.tenant;
    const household = person?.household;
    if (!dwelling) return NOTHING;
    const lives = household?.dwelling === dwelling;
    if (lives && household?.former && household.former !== dwelling && pen.errs(0.5)) {
      return {
        cell: spellAddress(pen, household.former),
        dwelling: household.former,
        fault: { kind: "stale_address", attribute: "addr", detectable: "cross" },
      };
    }
    const stated = lives && household?.second && pen.random.chance(0.2) ? household.second : dwelling;
    return { cell: spellAddress(pen, stated), dwelling: stated };
  });
}

/** A column that only this register has: no fact that the truth keeps. */
export function extraField(key: string, heading: Heading, value: (entry: Entry, pen: Pen) => CellValue): Field {
  return field(key, heading, (entry, pen) => ({ cell: value(entry, pen) }));
}

/** A date of the row. */
export function dateField(key: string, heading: Heading, value: (entry: Entry) => string | undefined): Field {
  return field(key, { width: 15, ...heading }, (entry, pen) => ({ cell: spellDate(pen, value(entry) ?? "") }));
}
