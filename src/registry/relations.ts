import { ElementKind, MentionRole } from "#vocabulary/contract";

/** How two elements that one row names belong together. */
export const Relation = {
  memberOf: "memberOf",
  livesIn: "livesIn",
  registeredIn: "registeredIn",
  owns: "owns",
  occupies: "occupies",
  represents: "represents",
  guardianOf: "guardianOf",
  parentOf: "parentOf",
  spouseOf: "spouseOf",
  employedBy: "employedBy",
  locatedIn: "locatedIn",
  contactOf: "contactOf",
} as const;
export type Relation = (typeof Relation)[keyof typeof Relation];

interface Side {
  readonly kind: ElementKind;
  readonly roles: readonly MentionRole[];
}

/** A row that names both sides states the relation. `authority` names the attribute whose authority the statement has. */
export interface RelationRule {
  readonly relation: Relation;
  readonly from: Side;
  readonly to: Side;
  readonly authority: string;
}

const { person, household, dwelling, organisation } = ElementKind;
const {
  subject,
  householdHead,
  tenant,
  owner,
  landlord,
  registered,
  guardian,
  father,
  mother,
  spouse,
  legalRepresentative,
  contact,
  employer,
  applicant,
} = MentionRole;
const address = "dwelling.address";

/** Every relation that a row can state. */
export const relationRules: readonly RelationRule[] = [
  {
    relation: Relation.memberOf,
    from: { kind: person, roles: [subject, householdHead, applicant] },
    to: { kind: household, roles: [subject] },
    authority: "household.householdNumber",
  },
  {
    relation: Relation.livesIn,
    from: { kind: person, roles: [subject, tenant, householdHead, applicant] },
    to: { kind: dwelling, roles: [subject] },
    authority: address,
  },
  {
    relation: Relation.registeredIn,
    from: { kind: person, roles: [subject, householdHead] },
    to: { kind: dwelling, roles: [registered] },
    authority: address,
  },
  {
    relation: Relation.owns,
    from: { kind: person, roles: [owner, landlord] },
    to: { kind: dwelling, roles: [subject] },
    authority: address,
  },
  {
    relation: Relation.occupies,
    from: { kind: household, roles: [subject] },
    to: { kind: dwelling, roles: [subject, registered] },
    authority: address,
  },
  {
    relation: Relation.represents,
    from: { kind: person, roles: [legalRepresentative] },
    to: { kind: organisation, roles: [subject] },
    authority: "organisation.legalRepresentative",
  },
  {
    relation: Relation.contactOf,
    from: { kind: person, roles: [contact] },
    to: { kind: organisation, roles: [subject] },
    authority: "organisation.phone",
  },
  {
    relation: Relation.guardianOf,
    from: { kind: person, roles: [guardian] },
    to: { kind: person, roles: [subject] },
    authority: "person.name",
  },
  {
    relation: Relation.parentOf,
    from: { kind: person, roles: [father, mother] },
    to: { kind: person, roles: [subject] },
    authority: "person.name",
  },
  {
    relation: Relation.spouseOf,
    from: { kind: person, roles: [spouse] },
    to: { kind: person, roles: [subject] },
    authority: "person.name",
  },
  {
    relation: Relation.employedBy,
    from: { kind: person, roles: [subject] },
    to: { kind: organisation, roles: [employer] },
    authority: "person.employer",
  },
  {
    relation: Relation.locatedIn,
    from: { kind: organisation, roles: [subject] },
    to: { kind: dwelling, roles: [subject] },
    authority: address,
  },
];
