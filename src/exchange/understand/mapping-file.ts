import { type Static, Type } from "typebox";
import { Value } from "typebox/value";
import { parse } from "yaml";
import type { Outcome } from "#vocabulary/contract";
import type { ColumnMeaning } from "../contract.ts";
import { readMeaning } from "./meaning-text.ts";

const Content = Type.Object(
  {
    tables: Type.Array(
      Type.Object(
        {
          fingerprint: Type.Optional(Type.String({ pattern: "^[0-9a-f]{16}$" })),
          title: Type.Optional(Type.String({ minLength: 1 })),
          sheet: Type.Optional(Type.String({ minLength: 1 })),
          columns: Type.Record(Type.String(), Type.String()),
        },
        { additionalProperties: false },
      ),
    ),
  },
  { additionalProperties: false },
);

/** What a human says of the columns of some tables: those whose fingerprint, title and sheet agree with all that is given. */
export interface ManualMapping {
  readonly fingerprint?: string;
  /** Words that the table's title contains. */
  readonly title?: string;
  /** The sheet's whole name. */
  readonly sheet?: string;
  /** By header path (`家庭成员/身份证号`), its second occurrence (`姓名#2`) or column letter (`@C`). `null`: no fact. */
  readonly columns: Readonly<Record<string, ColumnMeaning | null>>;
}

/**
 * Reads the text of a mapping file (`--map`):
 *
 *     tables:
 *       - title: 残疾人            # and/or sheet: 名册, fingerprint: 0123456789abcdef; none of them: every table
 *         columns:
 *           残疾人/姓名: person.name
 *           监护人/电话: person.guardian.phone
 *           备用: ignore
 */
export function parseMappingFile(text: string): Outcome<readonly ManualMapping[], "mapping-invalid"> {
  let content: unknown;
  try {
    content = parse(text);
  } catch (error) {
    return {
      accepted: false,
      refusal: "mapping-invalid",
      detail: error instanceof Error ? (error.message.split("\n")[0] ?? "") : "not YAML",
    };
  }
  if (!Value.Check(Content, content)) {
    const [first] = Value.Errors(Content, content);
    return { accepted: false, refusal: "mapping-invalid", detail: `${first?.instancePath || "/"} ${first?.message ?? "is not valid"}` };
  }
  const mappings: ManualMapping[] = [];
  for (const [index, table] of (content as Static<typeof Content>).tables.entries()) {
    const columns: Record<string, ColumnMeaning | null> = {};
    for (const [header, meaning] of Object.entries(table.columns)) {
      const read = readMeaning(meaning);
      if ("wrong" in read)
        return { accepted: false, refusal: "mapping-invalid", detail: `/tables/${index}/columns/${header}: ${read.wrong}` };
      columns[header] = read.meaning;
    }
    const { fingerprint, title, sheet } = table;
    mappings.push({
      ...(fingerprint !== undefined && { fingerprint }),
      ...(title !== undefined && { title }),
      ...(sheet !== undefined && { sheet }),
      columns,
    });
  }
  return { accepted: true, value: mappings };
}
