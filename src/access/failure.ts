import type { AccessCode } from "./contract.ts";

const messages: Readonly<Record<AccessCode, { readonly zh: string; readonly en: string }>> = {
  "role-forbids": {
    zh: "该角色无权执行此操作：{detail}。请由有权限的账户操作。",
    en: "This role may not do that: {detail}. Have it done by an account that may.",
  },
  "purpose-missing": {
    zh: "读取证件号码等明文需要说明用途。请用 --purpose 写明，例如 --purpose service。",
    en: "Reading identifiers in clear needs a purpose. State it with --purpose, for example --purpose service.",
  },
  "actor-missing": {
    zh: "缺少操作人。请用 --actor 写明账户名。",
    en: "Nobody is named as the actor. Name the account with --actor.",
  },
  "key-missing": {
    zh: "找不到主密钥：{detail}。没有它无法读取已加密的数据；请恢复密钥备份。",
    en: "The master key is missing: {detail}. Without it the sealed data cannot be read; restore the key from its backup.",
  },
  "key-unreadable": {
    zh: "主密钥无法使用：{detail}。应为 32 字节的 base64 或十六进制。",
    en: "The master key cannot be used: {detail}. It must be 32 bytes in base64 or hexadecimal.",
  },
  "key-wrong": {
    zh: "主密钥不是加密这些数据的那一个：{detail}。请用 WEINAO_KEY 或 WEINAO_KEY_FILE 给出原来的密钥。",
    en: "The master key is not the one that these data were sealed with: {detail}. Give the original one in WEINAO_KEY or WEINAO_KEY_FILE.",
  },
  "seal-broken": {
    zh: "一个加密值无法解开：它被改动过，或属于另一个社区。请从备份恢复数据库。",
    en: "A sealed value cannot be opened: it was changed, or belongs to another community. Restore the database from a backup.",
  },
};

/** An access that is refused, or a key that does not fit. Carries a code and a message in both languages, never a person's data. */
export class AccessFailure extends Error {
  readonly code: AccessCode;
  readonly messages: { readonly zh: string; readonly en: string };

  constructor(code: AccessCode, detail = "", cause?: unknown) {
    const message = messages[code];
    super(message.en.replace("{detail}", detail), cause === undefined ? undefined : { cause });
    this.name = "AccessFailure";
    this.code = code;
    this.messages = { zh: message.zh.replace("{detail}", detail), en: this.message };
  }
}
