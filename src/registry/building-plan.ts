/** How a building is told: its homes by unit, floor and room. Passes the door by contract.ts. */

/** What a home stands out by in a building's plan. */
export const HomeMark = {
  /** Somebody of 80 or more lives alone. */
  elderlyAlone: "elderlyAlone",
  elderly: "elderly",
  /** Tenants, or people registered elsewhere. */
  tenants: "tenants",
  foreign: "foreign",
  /** Children under seven. */
  children: "children",
  /** Nobody is known to live there. */
  empty: "empty",
} as const;
export type HomeMark = (typeof HomeMark)[keyof typeof HomeMark];

export interface EstateLine {
  readonly estate: string;
  readonly homes: number;
  readonly buildings: readonly { readonly building: string; readonly homes: number }[];
}

/** A home in a building's plan. */
export interface HomeCell {
  readonly elementId: string;
  readonly unit: string;
  readonly floor: string;
  readonly room: string;
  /** As the code list of usages has it; empty when nobody says. */
  readonly usage: string;
  readonly marks: readonly HomeMark[];
  /** Who is taken to live there, the head of the household first. */
  readonly people: readonly { readonly elementId: string; readonly name: string; readonly age: number | null }[];
}

/** The homes of one building: units from left to right, floors from the top down, rooms by number. */
export interface BuildingPlan {
  readonly estate: string;
  readonly building: string;
  /** ISO day on which ages are counted. */
  readonly asOf: string;
  readonly units: readonly {
    readonly unit: string;
    readonly floors: readonly { readonly floor: string; readonly rooms: readonly HomeCell[] }[];
  }[];
}
