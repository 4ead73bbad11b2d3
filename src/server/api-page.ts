/** The API's document as a page that can be read and searched: no script, nothing from elsewhere, one page for every screen and for print. */

interface Schema {
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly format?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly patternProperties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly anyOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly maxLength?: number;
}

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required: boolean;
  readonly schema: Schema;
  readonly description?: string;
}

interface Operation {
  readonly operationId: string;
  readonly summary: string;
  readonly tags: readonly string[];
  readonly parameters: readonly Parameter[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema?: Schema }>> };
  readonly responses: Readonly<
    Record<string, { readonly description: string; readonly content?: Readonly<Record<string, { readonly schema?: Schema }>> }>
  >;
  readonly "x-permission": string;
  readonly "x-scope": string;
}

interface ApiDocument {
  readonly info: { readonly title: string; readonly description: string };
  readonly tags: readonly { readonly name: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}

interface Entry {
  readonly method: string;
  readonly path: string;
  readonly operation: Operation;
}

const escapes: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
const escaped = (text: string) => text.replace(/[&<>"']/g, (character) => escapes[character] as string);
/** Text with `code` and **bold** as the document writes them. */
const rich = (text: string) =>
  escaped(text)
    .replace(/`([^`]+)`/g, "<code>$1</code>")
    .replace(/\*\*([^*]+)\*\*/g, "<strong>$1</strong>");
const anchor = (text: string) => text.toLowerCase().replace(/\W+/g, "-");

/** The page of a document made by `openApi`. */
export function apiPage(given: object): string {
  const document = given as ApiDocument;
  const entries = Object.entries(document.paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, operation]): Entry => ({ method: method.toUpperCase(), path, operation })),
  );
  const groups = document.tags.map(({ name }) => ({ name, entries: entries.filter(({ operation }) => operation.tags[0] === name) }));
  const [lead = "", ...points] = document.info.description.split(/\n\n|\n(?=- )/);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>API · ${escaped(document.info.title)}</title>
<link rel="stylesheet" href="/api/page.css">
</head>
<body>
<nav aria-label="Groups">
<p class="brand"><span aria-hidden="true">微</span> ${escaped(document.info.title)} API</p>
<ul>${groups.map(({ name }) => `<li><a href="#${anchor(name)}">${escaped(name)}</a></li>`).join("")}</ul>
<p><a href="/api/openapi.json">OpenAPI 3.1 document</a></p>
</nav>
<main>
<h1>${escaped(document.info.title)} API</h1>
<p>${rich(lead)}</p>
<ul class="points">${points.map((point) => `<li>${rich(point.replace(/^- /, ""))}</li>`).join("")}</ul>
${groups.map(({ name, entries: own }) => `<section aria-labelledby="${anchor(name)}"><h2 id="${anchor(name)}">${escaped(name)}</h2>${own.map(operationBlock).join("")}</section>`).join("\n")}
</main>
</body>
</html>
`;
}

function operationBlock({ method, path, operation }: Entry): string {
  const permission = operation["x-permission"] === "public" ? "open to everybody" : `needs ${operation["x-permission"]}`;
  return `<details id="${operation.operationId}"><summary><b class="method ${method.toLowerCase()}">${method}</b> <code class="path">${escaped(path)}</code>
<span>${rich(operation.summary)}</span></summary>
<p class="permission">${escaped(permission)} · scope: ${escaped(operation["x-scope"])}</p>
${parameterTable(operation.parameters)}${bodyOf(operation)}${repliesOf(operation)}</details>`;
}

function parameterTable(parameters: readonly Parameter[]): string {
  if (parameters.length === 0) return "";
  const rows = parameters.map(
    ({ name, in: place, required, schema, description }) =>
      `<tr><th scope="row"><code>${escaped(name)}</code></th><td>${place}${required ? "" : ", optional"}</td><td>${typeOf(schema)}</td><td>${rich(description ?? "")}</td></tr>`,
  );
  return `<h3>Parameters</h3><div class="wide" tabindex="0" role="region" aria-label="Parameters"><table><thead><tr><th scope="col">Name</th><th scope="col">Where</th><th scope="col">Type</th><th scope="col">Meaning</th></tr></thead><tbody>${rows.join("")}</tbody></table></div>`;
}

function bodyOf({ requestBody }: Operation): string {
  if (requestBody === undefined) return "";
  return Object.entries(requestBody.content)
    .map(([type, { schema }]) => `<h3>Body <small>${escaped(type)}</small></h3>${schema ? schemaList(schema) : ""}`)
    .join("");
}

function repliesOf({ responses }: Operation): string {
  return Object.entries(responses)
    .map(([status, { description, content }]) => {
      const [type, { schema } = {}] = Object.entries(content ?? {})[0] ?? [];
      const shown = schema && !type?.includes("problem") ? schemaList(schema) : "";
      return `<h3><b class="status">${escaped(status)}</b> ${rich(description)}${type && !type.includes("problem") ? ` <small>${escaped(type)}</small>` : ""}</h3>${shown}`;
    })
    .join("");
}

function schemaList(schema: Schema): string {
  const parts = schema.allOf ?? [schema];
  const properties = parts.flatMap((part) =>
    Object.entries(part.properties ?? {}).map(([name, each]) => ({ name, each, required: part.required?.includes(name) })),
  );
  if (properties.length === 0)
    return schema.items ? `<ul class="schema"><li>each: ${typeOf(schema.items)}${schemaList(schema.items)}</li></ul>` : "";
  const lines = properties.map(({ name, each, required }) => {
    const inner = each.items ?? each;
    const text = each.description === undefined ? "" : ` — ${rich(each.description)}`;
    return `<li><code>${escaped(name)}</code>${required ? "" : "?"} <em>${typeOf(each)}</em>${text}${inner.properties || inner.allOf ? schemaList(inner) : ""}</li>`;
  });
  return `<ul class="schema">${lines.join("")}</ul>`;
}

/** A schema's type in few words. */
function typeOf(schema: Schema): string {
  if (schema.const !== undefined) return escaped(JSON.stringify(schema.const));
  if (schema.enum) return schema.enum.map((each) => escaped(JSON.stringify(each))).join(" | ");
  if (schema.anyOf) return schema.anyOf.map(typeOf).join(" | ");
  if (schema.items) return `array of ${typeOf(schema.items)}`;
  const bounds = [
    schema.format ?? "",
    schema.maxLength === undefined ? "" : `≤ ${schema.maxLength} characters`,
    schema.minimum === undefined && schema.maximum === undefined ? "" : `${schema.minimum ?? "…"} to ${schema.maximum ?? "…"}`,
  ].filter((part) => part !== "");
  return escaped(`${schema.type ?? "object"}${bounds.length === 0 ? "" : ` (${bounds.join(", ")})`}`);
}

export const apiPageStyle = `:root{--ink:#1b2420;--soft:#4d5953;--paper:#f6f5f0;--card:#fff;--line:#e4e1d7;--pine:#1d6450}
*{box-sizing:border-box}
html{scroll-padding-top:1rem}
body{margin:0;display:grid;grid-template-columns:15rem minmax(0,1fr);background:var(--paper);color:var(--ink);font:15px/1.6 system-ui,"Segoe UI",Roboto,"PingFang SC","Noto Sans CJK SC","Microsoft YaHei",sans-serif}
nav{position:sticky;top:0;height:100vh;overflow-y:auto;padding:1.4rem 1.2rem;border-inline-end:1px solid var(--line);background:#fbfaf7}
.brand{margin:0 0 1rem;font-weight:650;font-size:1.1rem}
.brand span{display:inline-grid;place-items:center;width:2rem;height:2rem;border-radius:.45rem;background:#b3261e;color:#fff}
nav ul,.points,.schema{margin:0;padding:0;list-style:none}
nav li a{display:block;padding:.25rem 0}
a{color:var(--pine)}
main{max-width:70rem;padding:2rem 2rem 6rem}
h1{margin:0;font-size:1.7rem}
h2{margin:2.2rem 0 .7rem;font-size:1.2rem}
h3{margin:1rem 0 .3rem;font-size:.95rem}
small,.permission,em{color:var(--soft);font-style:normal}
.points li{margin-block:.35rem;padding-inline-start:1rem;border-inline-start:3px solid var(--line)}
details{margin-block:.4rem;padding:0 1rem;border:1px solid var(--line);border-radius:.6rem;background:var(--card)}
details[open]{padding-block-end:1rem}
summary{padding-block:.65rem;cursor:pointer}
summary span{color:var(--soft)}
.method{display:inline-block;min-width:4.2rem;padding:.05rem .5rem;border-radius:.3rem;background:#e5efea;color:#144a3b;font-size:.82rem;text-align:center}
.post,.put,.patch{background:#fcf1dc;color:#7d4a00}
.delete{background:#fbebe9;color:#8c1d17}
code{font-family:ui-monospace,Menlo,Consolas,monospace;font-size:.92em;overflow-wrap:anywhere}
.path{font-weight:600}
.wide{overflow-x:auto}
table{width:100%;border-collapse:collapse}
th,td{padding:.35rem .6rem .35rem 0;border-block-end:1px solid var(--line);text-align:start;vertical-align:top}
.schema li{margin-block:.15rem;padding-inline-start:1rem;border-inline-start:1px solid var(--line)}
:focus-visible{outline:2px solid var(--pine);outline-offset:2px}
@media(max-width:56rem){body{grid-template-columns:minmax(0,1fr)}nav{position:static;height:auto}nav ul{display:flex;flex-wrap:wrap;gap:.2rem 1rem}main{padding:1.2rem 1rem 4rem}}
@media print{nav{display:none}body{display:block}}
`;
