/**
 * Splits a file of SQL into its statements, without their semicolons. Knows quotes, E-strings, dollar quotes and (nested) comments.
 * Comments before a statement stay with it.
 */
export function splitStatements(sql: string): string[] {
  const statements: string[] = [];
  let start = 0;
  let position = 0;
  while (position < sql.length) {
    const end = endOfToken(sql, position);
    if (end > position) {
      position = end;
      continue;
    }
    if (sql[position] === ";") {
      keep(statements, sql.slice(start, position));
      start = position + 1;
    }
    position += 1;
  }
  keep(statements, sql.slice(start));
  return statements;
}

/** Where the quoted text or comment that begins at `position` ends; `position` itself when none begins there. */
function endOfToken(sql: string, position: number): number {
  switch (sql[position]) {
    case "'":
      return endOfQuoted(sql, position, "'", /[eE]/.test(sql[position - 1] ?? "") && !/\w/.test(sql[position - 2] ?? ""));
    case '"':
      return endOfQuoted(sql, position, '"', false);
    case "-":
      return sql[position + 1] === "-" ? after(sql, "\n", position + 2) : position;
    case "/":
      return sql[position + 1] === "*" ? endOfComment(sql, position) : position;
    case "$":
      return endOfDollarQuoted(sql, position);
    default:
      return position;
  }
}

function after(sql: string, mark: string, from: number): number {
  const found = sql.indexOf(mark, from);
  return found === -1 ? sql.length : found + mark.length;
}

function endOfQuoted(sql: string, start: number, quote: string, backslashes: boolean): number {
  for (let position = start + 1; position < sql.length; position += 1) {
    if (backslashes && sql[position] === "\\") position += 1;
    else if (sql[position] === quote) return position + 1;
  }
  return sql.length;
}

function endOfComment(sql: string, start: number): number {
  let depth = 0;
  for (let position = start; position < sql.length; position += 1) {
    if (sql.startsWith("/*", position)) {
      depth += 1;
      position += 1;
    } else if (sql.startsWith("*/", position)) {
      depth -= 1;
      position += 1;
      if (depth === 0) return position + 1;
    }
  }
  return sql.length;
}

function endOfDollarQuoted(sql: string, start: number): number {
  const tag = /^\$(?:[A-Za-z_][A-Za-z0-9_]*)?\$/.exec(sql.slice(start, start + 66))?.[0];
  if (!tag || /\w/.test(sql[start - 1] ?? "")) return start;
  return after(sql, tag, start + tag.length);
}

function keep(statements: string[], text: string): void {
  const bare = text.replace(/--[^\n]*(\n|$)/g, "").replace(/\/\*[\s\S]*?\*\//g, "");
  if (bare.trim() !== "") statements.push(text.trim());
}
