import type { ResidentKey } from "../texts/resident/en.ts";
import { type Loaders, useSay } from "../texts/say.ts";

/** The languages of the resident's pages. */
export const spoken = ["zh", "en", "ar"] as const;

export const loaders: Loaders = {
  zh: async () => (await import("../texts/resident/zh.ts")).texts,
  en: async () => (await import("../texts/resident/en.ts")).texts,
  ar: async () => (await import("../texts/resident/ar.ts")).texts,
};

export const useText = () => useSay<ResidentKey>();
