import { splitStatements } from "../src/store/statements.ts";

/** The one policy that isolates communities: the row's own column and a setting, nothing else (SCALE, rule 8). */
export const communityPolicy = "community_id = ANY (nullif(current_setting('app.communities', true), '')::bigint[])";

/** Tables that belong to no community. Each needs a reason. */
export const tablesWithoutCommunity: ReadonlyMap<string, string> = new Map([
  ["community", "the communities themselves: their id is the key, and they hold no personal data"],
  ["schema_version", "which steps of the schema's history have been applied"],
  ["account", "an account may act in several communities; only transactions of signing in see it"],
  ["account_community", "in which communities an account acts"],
  ["account_event", "what was done to an account"],
  ["session", "who is signed in, by the hash of a token"],
  ["one_time_code", "codes by which somebody comes in once, as hashes"],
  ["recovery_code", "codes that stand in for a lost telephone, as hashes"],
  ["sign_in_attempt", "how often somebody tried to sign in, by hashes"],
  ["answered_request", "answers to repeated requests; each actor sees their own"],
  ["api_token", "tokens of departments' systems, as hashes"],
]);

/** A breach of the rules for SQL: which rule of SCALE, and what. */
export interface SqlBreach {
  readonly rule: string;
  readonly subject: string;
}

interface Table {
  readonly name: string;
  readonly body: string;
  readonly at: number;
}

/** Checks one migration. `known` are the community tables of earlier migrations, and is added to. */
export function findSqlBreaches(sql: string, known: Set<string> = new Set()): SqlBreach[] {
  const statements = splitStatements(sql).map(withoutComments);
  const tables = statements.flatMap((statement, at) => tableOf(statement, at));
  const breaches = [...statements.flatMap(breachesOfStatement), ...tables.flatMap((table) => breachesOfTable(table, statements))];
  for (const table of tables) if (!tablesWithoutCommunity.has(table.name)) known.add(table.name);
  for (const statement of statements) {
    const index = /^CREATE UNIQUE INDEX \w+ ON (?:public\.)?(\w+)[^(]*\(([^)]*)\)/i.exec(statement);
    if (index && known.has(index[1] as string) && !/\bcommunity_id\b/.test(index[2] as string))
      breaches.push({ rule: "1 unique", subject: index[1] as string });
    const foreign = /^ALTER TABLE (\w+)\b.*FOREIGN KEY \(([^)]*)\)/is.exec(statement);
    if (foreign && known.has(foreign[1] as string) && !/\bcommunity_id\b/.test(foreign[2] as string)) {
      breaches.push({ rule: "1 foreign key", subject: foreign[1] as string });
    }
  }
  return breaches;
}

function withoutComments(statement: string): string {
  return statement
    .replace(/--[^\n]*/g, "")
    .replace(/\/\*[\s\S]*?\*\//g, "")
    .replace(/\s+/g, " ")
    .trim();
}

function tableOf(statement: string, at: number): Table[] {
  const match = /^CREATE (?:UNLOGGED )?TABLE (?:IF NOT EXISTS )?(?:public\.)?(\w+) \((.*)\)[^)]*$/is.exec(statement);
  return match ? [{ name: match[1] as string, body: (match[2] as string).trim(), at }] : [];
}

const forbidden: readonly (readonly [rule: string, pattern: RegExp])[] = [
  ["2 sequence", /\b(small|big)?serial\b|\bGENERATED\b.*\bAS IDENTITY\b|\bCREATE SEQUENCE\b|\bnextval\(/i],
  ["8 set_config", /\bset_config\s*\(/i],
  ["8 bypass", /\b(NO FORCE|DISABLE) ROW LEVEL SECURITY\b|\bBYPASSRLS\b|\bSECURITY DEFINER\b/i],
  ["8 grant", /^GRANT (?!.* TO weinao_app$)|^GRANT ALL\b|^GRANT .*\bTRUNCATE\b/i],
  ["9 trigger", /\bCREATE (OR REPLACE )?(CONSTRAINT )?TRIGGER\b|\bCREATE (OR REPLACE )?RULE\b/i],
  ["9 merge", /^MERGE\b/i],
  ["9 volatile", /\b(now|random|clock_timestamp|statement_timestamp|gen_random_uuid|uuidv7)\s*\(|\bCURRENT_(TIMESTAMP|DATE|TIME)\b/i],
  ["12 transaction", /^(BEGIN|COMMIT|ROLLBACK)\b/i],
];

function breachesOfStatement(statement: string): SqlBreach[] {
  const subject = statement.slice(0, 80);
  const breaches = forbidden.filter(([, pattern]) => pattern.test(statement)).map(([rule]) => ({ rule, subject }));
  if (/^ALTER TABLE\b/i.test(statement) && hasCommaOutsideBrackets(statement)) breaches.push({ rule: "12 one subcommand", subject });
  if (/^CREATE POLICY\b/i.test(statement)) {
    if (/\bSELECT\b(?! USING)|\bEXISTS\b/i.test(statement.replace(/FOR SELECT/i, ""))) breaches.push({ rule: "8 subquery", subject });
    const table = /^CREATE POLICY \w+ ON (\w+)/i.exec(statement)?.[1] ?? "";
    if (!tablesWithoutCommunity.has(table) && !statement.endsWith(`USING (${communityPolicy})`))
      breaches.push({ rule: "8 policy", subject });
  }
  return breaches;
}

function hasCommaOutsideBrackets(statement: string): boolean {
  let depth = 0;
  for (const character of statement) {
    if (character === "(") depth += 1;
    else if (character === ")") depth -= 1;
    else if (character === "," && depth === 0) return true;
  }
  return false;
}

function breachesOfTable(table: Table, statements: readonly string[]): SqlBreach[] {
  const { name, body, at } = table;
  const breaches: string[] = [];
  const positionOf = (pattern: RegExp) => statements.findIndex((statement) => pattern.test(statement));
  const secured = positionOf(new RegExp(`^ALTER TABLE (public\\.)?${name} ENABLE ROW LEVEL SECURITY$`, "i"));
  const policy = positionOf(new RegExp(`^CREATE POLICY \\w+ ON (public\\.)?${name}\\b`, "i"));
  if (secured === -1 || policy === -1) breaches.push("8 no policy");
  if (tablesWithoutCommunity.has(name)) return breaches.map((rule) => ({ rule, subject: name }));
  if (!/^community_id bigint NOT NULL,/i.test(body)) breaches.push("1 first column");
  if (!/PRIMARY KEY \(community_id, id\)/i.test(body)) breaches.push("1 primary key");
  for (const [, columns = ""] of body.matchAll(/\bUNIQUE(?: NULLS NOT DISTINCT)? \(([^)]*)\)/gi))
    if (!/\bcommunity_id\b/.test(columns)) breaches.push("1 unique");
  if (/\bUNIQUE\b(?! (NULLS NOT DISTINCT )?\()/i.test(body)) breaches.push("1 unique");
  if (/\bREFERENCES\b/i.test(body)) breaches.push("12 foreign key after distribute");
  const distributed = positionOf(new RegExp(`^SELECT distribute\\('${name}'\\)$`, "i"));
  const later = positionOf(new RegExp(`^(CREATE (UNIQUE )?INDEX \\w+ ON|ALTER TABLE|CREATE POLICY \\w+ ON) (public\\.)?${name}\\b`, "i"));
  if (distributed <= at || (later !== -1 && later < distributed)) breaches.push("12 distribute");
  return breaches.map((rule) => ({ rule, subject: name }));
}
