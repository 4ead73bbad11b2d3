/** The commands' operations on the real rooms: opens the database and the keyring, and gives each operation what it depends on. */

import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import { Action, type Actor, authorize, listAccess, openKeyring, verifyAccessRecord } from "#access";
import { fillForm, loadForms, loadRegisters, parseMappingFile, readForm, recogniseForm, writeTable } from "#exchange";
import {
  answersFor,
  communityKey,
  decidePair,
  explainRecords,
  exportTable,
  findElements,
  importFiles,
  listCommunities,
  listDecisions,
  listProblems,
  listReviews,
  loadDepartments,
  mergeElements,
  onceOnlyMatrix,
  type RegistryDeps,
  recordFill,
  resolveRecord,
  showElement,
  splitElement,
  stateFacts,
  takeBack,
  undoImport,
} from "#registry";
import { defaultHome, openStore } from "#store";
import type { Transaction } from "#store/contract";
import type { Language } from "#vocabulary/contract";
import { type Say, speaker } from "./language.ts";
import { writeMarkedWorkbooks } from "./marked-workbooks.ts";
import type { Operations } from "./operations.ts";

const DEPARTMENTS = fileURLToPath(new URL("../../departments/", import.meta.url));

/** Opens the rooms. Throws a StoreFailure or an AccessFailure when the data cannot be opened. */
export async function openOperations(
  language: Language,
  note: (line: string) => void,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<Operations> {
  const say = speaker(language);
  const home = defaultHome(environment);
  const store = await openStore({ home, databaseUrl: environment.DATABASE_URL, onProgress: (step) => note(say(`store.${step}`)) });
  note("");
  try {
    return operationsOn({ store, keyring: await openKeyring(home, environment), departmentsFolder: DEPARTMENTS }, say);
  } catch (error) {
    await store.close();
    throw error;
  }
}

/** The operations on rooms that are open. */
function operationsOn(deps: RegistryDeps, say: Say): Operations {
  const { store, departmentsFolder } = deps;
  return {
    registerLabels: async () => new Map((await loadRegisters(departmentsFolder)).map((register) => [register.id, register.label])),
    departmentLabels: () => loadDepartments(departmentsFolder),
    communities: () => listCommunities(deps),
    importFiles: async (actor, request, onProgress) =>
      importFiles(deps, actor, { ...request, registers: await loadRegisters(departmentsFolder) }, onProgress),
    stateFacts: (actor, community, statement) => stateFacts(deps, actor, community, statement),
    undoImport: (actor, community, delivery) => undoImport(deps, actor, community, delivery),
    findElements: (actor, community, text) => findElements(deps, actor, community, text),
    showElement: (actor, community, id, unmask) => showElement(deps, actor, community, id, { unmask }),
    explainRecords: (actor, community, left, right) => explainRecords(deps, actor, community, left, right),
    resolveRecord: (actor, community, record) => resolveRecord(deps, actor, community, record),
    exportTable: (actor, community, kind) => exportTable(deps, actor, community, kind),
    onceOnlyMatrix: (actor, community, forms) => onceOnlyMatrix(deps, actor, community, forms),
    listReviews: (actor, community) => listReviews(deps, actor, community),
    mergeElements: (actor, community, left, right) => mergeElements(deps, actor, community, left, right),
    splitElement: (actor, community, element, rows) => splitElement(deps, actor, community, element, rows),
    decidePair: (actor, community, pair, same) => decidePair(deps, actor, community, pair, same),
    takeBack: (actor, community, decisions) => takeBack(deps, actor, community, decisions),
    listDecisions: (actor, community, options) => listDecisions(deps, actor, community, options),
    accessEntries: (actor, community, { since, elementId, limit }) =>
      inCommunity(deps, actor, community, (tx, key) =>
        listAccess(tx, {
          community: key,
          limit,
          ...(elementId === undefined ? {} : { elementId }),
          ...(since === undefined ? {} : { since: new Date(`${since}T00:00:00`) }),
        }),
      ),
    verifyAccessRecord: (actor, community) => inCommunity(deps, actor, community, verifyAccessRecord),
    forms: () => loadForms(departmentsFolder),
    recogniseForm: async (layout) => recogniseForm(layout, await loadForms(departmentsFolder)),
    readForm: async (path) => readForm(path, { forms: await loadForms(departmentsFolder) }),
    answersFor: (actor, community, layout, selection) => answersFor(deps, actor, community, layout, selection),
    fillForm: (template, layout, answers, out, options) => fillForm(template, layout, answers, out, options),
    recordFill: (actor, community, layout, result) => recordFill(deps, actor, community, layout, result),
    readMappings,
    writeTable: (out, table) => writeTable(out, table.columns, table.rows),
    markProblems: async (actor, community, workbooks, folder) => {
      const names = workbooks.map(({ path }) => basename(path).normalize("NFC"));
      return writeMarkedWorkbooks(workbooks, folder, await listProblems(deps, actor, community, names), say);
    },
    close: (options) => store.close(options),
  };
}

/** Runs a reading of one community's own tables. */
function inCommunity<T>(
  deps: RegistryDeps,
  actor: Actor,
  community: string,
  read: (tx: Transaction, key: number) => Promise<T>,
): Promise<T> {
  authorize(actor, Action.audit);
  const key = communityKey(community) ?? 0;
  return deps.store.transaction({ communities: [key], actor: actor.name, role: actor.role, purpose: actor.purpose }, (tx) => read(tx, key));
}

/** What a human says of columns, from a file. */
const readMappings: Operations["readMappings"] = async (path) => {
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (error) {
    const missing = (error as NodeJS.ErrnoException).code === "ENOENT";
    return { accepted: false, refusal: missing ? "file-missing" : "file-unreadable", detail: "" };
  }
  return parseMappingFile(text);
};
