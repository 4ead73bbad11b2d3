import { AccessCode, type Actor, type Purpose } from "./contract.ts";
import { AccessFailure } from "./failure.ts";

/** The common purposes. Any other may be stated in free words. */
export const purposes: readonly Purpose[] = [
  { code: "service", label: { zh: "为本人办理事项", en: "a service for the person" } },
  { code: "form", label: { zh: "填报部门表格", en: "filling a department's form" } },
  { code: "verify", label: { zh: "核实信息", en: "verifying what is known" } },
  { code: "visit", label: { zh: "入户走访", en: "a visit at home" } },
  { code: "welfare", label: { zh: "救助与补贴审核", en: "deciding on aid and allowances" } },
  { code: "health", label: { zh: "健康与疫苗服务", en: "health and vaccination" } },
  { code: "safety", label: { zh: "安全检查与应急", en: "safety inspection and emergencies" } },
  { code: "statistics", label: { zh: "统计汇总", en: "statistics" } },
  { code: "correction", label: { zh: "更正错误", en: "correcting an error" } },
  { code: "exchange", label: { zh: "与上级平台交换数据", en: "exchange with the city's platform" } },
  { code: "migration", label: { zh: "数据导入与迁移", en: "import and migration of data" } },
  { code: "audit", label: { zh: "审计", en: "audit" } },
];

/** Whether the actor stated a purpose, so that identifiers may be shown in clear. */
export function statesPurpose(actor: Actor): boolean {
  return actor.purpose.trim() !== "";
}

/** Throws an AccessFailure when no purpose is stated. */
export function requirePurpose(actor: Actor): void {
  if (!statesPurpose(actor)) throw new AccessFailure(AccessCode.purposeMissing);
}
