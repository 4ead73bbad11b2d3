import type { DeskKey } from "../texts/desk/en.ts";
import { type Loaders, useSay } from "../texts/say.ts";

/** The languages of the desk. */
export const spoken = ["zh", "en"] as const;

export const loaders: Loaders = {
  zh: async () => (await import("../texts/desk/zh.ts")).texts,
  en: async () => (await import("../texts/desk/en.ts")).texts,
};

export const useText = () => useSay<DeskKey>();
