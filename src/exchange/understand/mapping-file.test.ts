import { describe, expect, test } from "vitest";
import { parseMappingFile } from "./mapping-file.ts";

describe("a mapping file", () => {
  test("says what columns mean, for the tables that it names", () => {
    expect(
      parseMappingFile(
        "tables:\n  - sheet: 名册\n    columns: { 家庭成员/姓名: person.name, 房东/电话: person.landlord.phone, 备用: ignore }\n",
      ),
    ).toEqual({
      accepted: true,
      value: [
        {
          sheet: "名册",
          columns: {
            "家庭成员/姓名": { kind: "person", role: "subject", attribute: "name" },
            "房东/电话": { kind: "person", role: "landlord", attribute: "phone" },
            备用: null,
          },
        },
      ],
    });
  });

  test.each([
    ["not YAML", "tables: [", /./],
    ["no tables", "columns: {}", /./],
    ["an unknown key", "tables:\n  - file: a.xlsx\n    columns: {}\n", /tables\/0/],
    ["an unknown attribute", "tables:\n  - columns: { 姓名: person.nickname }\n", /tables\/0\/columns\/姓名.*nickname/],
    ["a fingerprint that is none", "tables:\n  - fingerprint: xyz\n    columns: {}\n", /fingerprint/],
  ])("is refused with a clear reason: %s", (_, text, detail) => {
    const outcome = parseMappingFile(text);
    expect(outcome).toMatchObject({ accepted: false, refusal: "mapping-invalid" });
    expect(outcome.accepted ? "" : outcome.detail).toMatch(detail);
  });
});
