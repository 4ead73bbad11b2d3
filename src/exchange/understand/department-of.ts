/** The offices that titles and unit rows name, as departments/ calls them. */
const OFFICES: readonly (readonly [string, RegExp])[] = [
  ["public-security", /公安|派出所|警务|户籍科|出入境/],
  ["civil-affairs", /民政|低保|救助站|养老服务/],
  ["disabled-persons-federation", /残联|残疾人联合会/],
  ["veterans-affairs", /退役军人(?:事务|服务)|人武部|武装部/],
  ["health", /卫健|卫生健康|卫生院|卫生服务|疾控|计生|妇幼|医院/],
  ["education", /教育局|教育办|学校|小学|中学|幼儿园/],
  ["housing", /住建|房管|房屋管理|住房/],
  ["fire-and-emergency", /消防|应急|安监/],
  ["market-supervision", /市场监管|市场监督|工商/],
  ["human-resources", /人社|人力社保|社会保障|就业服务/],
  ["justice", /司法|调解委员会/],
  ["party-organisation", /组织部|党委|党支部|党群/],
];

/** The department that a title or a unit row names first, or null. */
export function departmentOf(texts: readonly string[]): string | null {
  for (const text of texts) for (const [department, words] of OFFICES) if (words.test(text)) return department;
  return null;
}
