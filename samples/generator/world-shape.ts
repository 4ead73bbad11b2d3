/** The truth about a made-up community: who lives where, with whom, and what departments could know of them. */
import type { Division } from "./divisions.ts";

/** Where the community lies; the estates and roads in it are made up. */
export interface Locality {
  /** 12-digit division code of the community. */
  readonly code: string;
  readonly province: string;
  readonly city: string;
  readonly county: string;
  readonly township: string;
  readonly community: string;
}

export interface Dwelling {
  readonly id: string;
  readonly estate: string;
  readonly building: string;
  /** `""` in estates whose buildings have no units. */
  readonly unit: string;
  readonly floor: string;
  readonly room: string;
  /** 自住, 出租, 空置, … */
  usage: string;
  /** Square metres with one decimal. */
  readonly area: string;
  owner: Person | null;
  /** Households that live here now. */
  readonly households: Household[];
  rent: number;
}

export interface Household {
  readonly id: string;
  readonly kind: "permanent" | "migrant" | "foreign";
  /** The police's household number; `""` for those not registered here. */
  readonly householdNumber: string;
  readonly members: Person[];
  /** Where they live; null when registered here and living elsewhere. */
  dwelling: Dwelling | null;
  /** Where they are registered, when that is a dwelling of the community. */
  registered: Dwelling | null;
  /** Where they lived before. */
  former: Dwelling | null;
  /** A second home they also use. */
  second: Dwelling | null;
  /** Monthly support, when the household receives it (最低生活保障). */
  support: { readonly amount: number; readonly reason: string; readonly category: string } | null;
  readonly arrivalDate: string;
}

/** Everybody a register may speak of. Codes are those of the vocabulary (GB/T, ISO); dates are ISO; `""` is "has none". */
export interface Person {
  readonly id: string;
  name: string;
  formerName: string;
  /** `FAMILY GIVEN`, upper case. */
  readonly foreignName: string;
  readonly sex: "1" | "2";
  birthDate: string;
  readonly ethnicity: string;
  nationality: string;
  /** How registers write the nationality. */
  nationalityLabel: string;
  idType: string;
  idNumber: string;
  maritalStatus: string;
  readonly education: string;
  politicalStatus: string;
  phone: string;
  registeredAddress: string;
  readonly relationToHead: string;
  /** Married into the family: 儿媳, 女婿. */
  readonly inLaw: boolean;
  employer: string;
  readonly householdNumber: string;
  readonly residencyType: "permanent" | "migrant" | "foreign";
  household: Household;
  readonly division: Division;
  oldPhone: string;
  oldPassport: string;
  twin: Person | null;
  father: Person | null;
  mother: Person | null;
  spouse: Person | null;
  deathDate: string;
  facts: Facts;
}

/** What single departments hold about a person. */
export interface Facts {
  vaccine?: { readonly manufacturer: string; readonly doses: readonly string[] };
  disability?: { readonly certificate: string; readonly category: string; readonly level: string };
  veteran?: { readonly category: string; readonly enlisted: string; readonly discharged: string };
  partyJoinDate?: string;
  volunteer?: { readonly number: string; readonly hours: number };
  /** Monthly old-age allowance. */
  allowance?: { readonly amount: number; readonly account: string };
  pregnancy?: { readonly lastMenstrualDate: string; readonly expectedDeliveryDate: string };
  school?: string;
  careLevel?: string;
  visa?: { readonly kind: string; readonly until: string; readonly entry: string; readonly purpose: string };
  permit?: { readonly reason: string; readonly arrival: string };
}

export interface Organisation {
  readonly id: string;
  readonly name: string;
  readonly creditCode: string;
  readonly legalRepresentative: string;
  readonly phone: string;
  readonly address: string;
  readonly kind: string;
  /** Who runs it, when that is somebody of the community. */
  readonly person: Person | null;
  readonly employees: number;
}

export interface World {
  readonly seed: number;
  /** The day on which the truth holds. */
  readonly today: string;
  readonly locality: Locality;
  readonly estates: readonly string[];
  readonly dwellings: readonly Dwelling[];
  readonly households: readonly Household[];
  readonly persons: readonly Person[];
  readonly organisations: readonly Organisation[];
}
