import { ServerCode } from "./contract.ts";

const messages: Readonly<Record<ServerCode, { readonly zh: string; readonly en: string }>> = {
  "port-taken": {
    zh: "端口 {place} 已被占用。如果微脑已经在那里运行，用浏览器打开 http://{place} 即可；否则请关闭占用它的程序，或换一个端口：PORT=7331 npm start",
    en: "The port {place} is taken. If Weinao is running there already, open http://{place} in a browser; else close the program that has it, or take another: PORT=7331 npm start",
  },
  "port-forbidden": {
    zh: "没有权限监听 {place}。1024 以下的端口需要管理员权限；请换一个端口：PORT=7330 npm start",
    en: "There is no permission to listen on {place}. Ports below 1024 need an administrator; take another: PORT=7330 npm start",
  },
  "port-invalid": {
    zh: "{place} 不是端口号。应为 0 到 65535 的整数。",
    en: "{place} is no port number. It must be a whole number from 0 to 65535.",
  },
  "address-unavailable": {
    zh: "这台机器没有地址 {place}。请检查 --host，或去掉它。",
    en: "This machine has no address {place}. Check --host, or leave it out.",
  },
  "setting-invalid": {
    zh: "环境变量 {place} 无法使用。请对照 README 的设置表检查。",
    en: "The setting {place} cannot be used. Check it against the table of settings in the README.",
  },
  "already-serving": {
    zh: "同一份数据已有一个微脑在提供服务（{place}）。请直接使用它；要再开一个，请用 WEINAO_HOME 指定另一个数据目录。",
    en: "Another Weinao already serves these data ({place}). Use that one; for a second one, name another data folder in WEINAO_HOME.",
  },
};

/** The server cannot listen. Carries a code and a message in both languages. */
export class ServerFailure extends Error {
  readonly code: ServerCode;
  readonly messages: { readonly zh: string; readonly en: string };

  constructor(code: ServerCode, place: string, cause?: unknown) {
    const message = messages[code];
    super(message.en.replaceAll("{place}", place), cause === undefined ? undefined : { cause });
    this.name = "ServerFailure";
    this.code = code;
    this.messages = { zh: message.zh.replaceAll("{place}", place), en: this.message };
  }
}

/** An error of listening at `place`, as a failure; anything else stays what it is. */
export function fromListening(error: unknown, place: string): unknown {
  switch ((error as NodeJS.ErrnoException).code) {
    case "EADDRINUSE":
      return new ServerFailure(ServerCode.portTaken, place, error);
    case "EACCES":
    case "EPERM":
      return new ServerFailure(ServerCode.portForbidden, place, error);
    case "EADDRNOTAVAIL":
    case "ENOTFOUND":
    case "EAI_AGAIN":
    case "EINVAL":
      return new ServerFailure(ServerCode.addressUnavailable, place, error);
    default:
      return error;
  }
}
