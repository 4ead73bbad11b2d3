import { simplify } from "./hanzi.ts";
import { readOrganisationName } from "./organisation-name.ts";

const NO_PLACES: ReadonlySet<string> = new Set();

/**
 * Keys under which an organisation is looked for beside its name and codes: its own name without place, legal form and branch, and its door.
 * They begin with `~`, so that nobody types them.
 */
export function organisationKeys(names: Iterable<string>, addresses: Iterable<string>): string[] {
  const keys = new Set<string>();
  for (const name of names) {
    const { core, generic } = readOrganisationName(name, NO_PLACES);
    if (core !== "" && !generic) keys.add(`~o${core}`);
  }
  for (const address of addresses) if (address !== "") keys.add(`~a${simplify(address)}`);
  return [...keys];
}
