import type { ElementKind, Label, Language } from "#vocabulary/contract";
import type { CommunityStatus, Status } from "./contract.ts";

const kinds: readonly { readonly kind: ElementKind; readonly label: Label }[] = [
  { kind: "person", label: { zh: "人", en: "people" } },
  { kind: "household", label: { zh: "户", en: "households" } },
  { kind: "dwelling", label: { zh: "房屋", en: "homes" } },
  { kind: "organisation", label: { zh: "单位", en: "organisations" } },
];

const texts = {
  title: { zh: "微脑", en: "Weinao" },
  tagline: {
    zh: "每件事只问一次，来源清楚，表格自动填好。",
    en: "Every fact is asked once, with its source, and every form reads it from there.",
  },
  running: { zh: "正在运行", en: "Running" },
  importing: { zh: "正在导入示例社区", en: "Importing the sample community" },
  communities: { zh: "社区", en: "Communities" },
  community: { zh: "社区", en: "Community" },
  records: { zh: "原始记录", en: "records" },
  none: { zh: "还没有社区。导入第一份表格后，这里会显示。", en: "No community yet. It appears here with the first import." },
  next: { zh: "接下来试试", en: "What to try next" },
  nextHint: { zh: "在项目文件夹里打开另一个终端，逐行输入：", en: "Open another terminal in the project's folder and type, line by line:" },
  privacy: {
    zh: "本页只显示数量，不显示任何人的信息。查看人员信息请用命令行，并写明用途；每次查看都有记录。",
    en: "This page shows counts only and nothing about anybody. People are looked up from the command line, for a stated purpose, and every look is recorded.",
  },
  other: { zh: "English", en: "中文" },
} satisfies Record<string, Label>;

/** What to type next; `code` is a community to try it on. */
function steps(code: string): readonly { readonly command: string; readonly label: Label }[] {
  const weinao = "npm run --silent weinao --";
  return [
    {
      command: `${weinao} import --community ${code} 名册.xlsx`,
      label: { zh: "导入部门发来的表格", en: "take in the workbooks that departments sent" },
    },
    {
      command: `${weinao} show 姓名 --purpose service`,
      label: { zh: "查看一个人的全部信息和每个值的来源", en: "see what is known of a person, and where each value came from" },
    },
    {
      command: `${weinao} fill 空白表.xlsx --where 'age >= 80' --out 已填.xlsx`,
      label: { zh: "自动填好下一张表", en: "fill the next department's form" },
    },
    { command: `${weinao} check`, label: { zh: "看看哪些内容被重复索要", en: "see what is asked more than once" } },
    { command: `${weinao} --help`, label: { zh: "全部命令", en: "all commands" } },
  ];
}

const escapes: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

/** A text fit to stand in HTML. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => escapes[character] as string);
}

/** The page that tells somebody who opens the address what runs here. */
export function statusPage(status: Status, language: Language): string {
  const say = (key: keyof typeof texts) => escapeHtml(texts[key][language]);
  const example = status.communities[0]?.code ?? "330782099001";
  const other = language === "zh" ? "en" : "zh";
  return `<!doctype html>
<html lang="${language === "zh" ? "zh-CN" : "en"}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${say("title")}</title>
<link rel="stylesheet" href="/style.css">
</head>
<body>
<header>
<p class="mark" aria-hidden="true">微</p>
<div><h1>${say("title")}</h1><p>${say("tagline")}</p></div>
<a class="language" href="?lang=${other}" lang="${other}" hreflang="${other}">${say("other")}</a>
</header>
<main>
<p class="state ${status.importing === null ? "ready" : "busy"}">${stateText(status, language)}</p>
<section aria-labelledby="communities"><h2 id="communities">${say("communities")}</h2>
${status.communities.length === 0 ? `<p>${say("none")}</p>` : communityTable(status.communities, language)}
</section>
<section aria-labelledby="next"><h2 id="next">${say("next")}</h2>
<p>${say("nextHint")}</p>
<ol>${steps(example)
    .map(({ command, label }) => `<li><span>${escapeHtml(label[language])}</span><code>${escapeHtml(command)}</code></li>`)
    .join("")}</ol>
</section>
</main>
<footer><p>${say("privacy")}</p><p>${say("title")} ${escapeHtml(status.version)}</p></footer>
</body>
</html>
`;
}

function stateText(status: Status, language: Language): string {
  if (status.importing === null) return escapeHtml(texts.running[language]);
  return `${escapeHtml(texts.importing[language])} ${Math.floor(status.importing * 100)}%`;
}

function communityTable(communities: readonly CommunityStatus[], language: Language): string {
  const numbers = new Intl.NumberFormat(language === "zh" ? "zh-CN" : "en-GB");
  const cell = (count: number) => `<td>${numbers.format(count)}</td>`;
  const heads = [...kinds.map(({ label }) => label[language]), texts.records[language]]
    .map((text) => `<th scope="col">${escapeHtml(text)}</th>`)
    .join("");
  const rows = communities
    .map(({ code, name, elements, records }) => {
      const title = name === "" ? escapeHtml(code) : `${escapeHtml(name)} <small>${escapeHtml(code)}</small>`;
      return `<tr><th scope="row">${title}</th>${kinds.map(({ kind }) => cell(elements[kind])).join("")}${cell(records)}</tr>`;
    })
    .join("\n");
  const caption = `<th scope="col">${escapeHtml(texts.community[language])}</th>`;
  return `<div class="wide"><table><thead><tr>${caption}${heads}</tr></thead><tbody>\n${rows}\n</tbody></table></div>`;
}

/** The page's look: large text and strong contrast, for light and dark, paper and small screens. */
export const statusStyle = `:root{color-scheme:light dark;--ink:#17211d;--paper:#fbfaf6;--card:#fff;--line:#dcd9cf;--soft:#53605a;--mark:#b3261e;--good:#1d6b45;--busy:#8a5200}
@media(prefers-color-scheme:dark){:root{--ink:#eceae3;--paper:#141816;--card:#1d2320;--line:#38413c;--soft:#a9b5ae;--mark:#ff8a80;--good:#7fd6a6;--busy:#ffc46b}}
*{box-sizing:border-box}
body{margin:0 auto;max-width:62rem;padding:2rem 1.25rem;background:var(--paper);color:var(--ink);font:1.125rem/1.6 system-ui,"PingFang SC","Microsoft YaHei","Noto Sans CJK SC","Noto Sans SC",sans-serif}
header{display:flex;gap:1.25rem;align-items:center;flex-wrap:wrap}
header div{flex:1 1 16rem}
h1,h2,p{margin:0}
h1{font-size:2rem;line-height:1.25}
h2{font-size:1.35rem;margin-bottom:.75rem}
header p,footer,li span,section>p{color:var(--soft)}
.mark{width:4rem;height:4rem;border-radius:1rem;display:grid;place-items:center;font-size:2.25rem;font-weight:700;color:#fff;background:#b3261e}
.language{padding:.6rem 1rem;min-height:44px;border:1px solid var(--line);border-radius:.6rem;color:inherit;text-decoration:none}
.language:hover,.language:focus-visible{border-color:var(--mark);outline:2px solid var(--mark);outline-offset:2px}
.state{display:inline-block;margin:1.5rem 0 0;padding:.35rem .9rem;border:1px solid currentColor;border-radius:2rem;font-weight:600}
.ready{color:var(--good)}.busy{color:var(--busy)}
section{margin-top:1.5rem;padding:1.5rem;background:var(--card);border:1px solid var(--line);border-radius:1rem}
.wide{overflow-x:auto}
table{width:100%;border-collapse:collapse;font-variant-numeric:tabular-nums}
th,td{padding:.6rem .75rem;border-bottom:1px solid var(--line);text-align:right;white-space:nowrap}
tr>:first-child{text-align:left}
tbody tr:last-child>*{border-bottom:0}
small{color:var(--soft);font-weight:400}
ol{margin:.75rem 0 0;padding:0;list-style:none;display:grid;gap:.9rem}
code{display:block;margin-top:.2rem;padding:.65rem .9rem;overflow-x:auto;white-space:pre;border-radius:.5rem;background:var(--paper);border:1px solid var(--line);font:1rem/1.5 ui-monospace,"Cascadia Mono",Menlo,Consolas,"Noto Sans Mono CJK SC",monospace}
footer{margin-top:1.5rem;font-size:1rem;display:flex;justify-content:space-between;gap:1.5rem;flex-wrap:wrap}
footer p:first-child{flex:1 1 24rem}
@media(prefers-reduced-motion:no-preference){.language{transition:border-color .15s}}
`;
