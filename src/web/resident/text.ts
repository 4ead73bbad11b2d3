import { texts as ar } from "../texts/resident/ar.ts";
import { texts as en, type ResidentKey } from "../texts/resident/en.ts";
import { texts as zh } from "../texts/resident/zh.ts";
import { type Loaders, useSay } from "../texts/say.ts";

/** The languages of the resident's pages. */
export const spoken = ["zh", "en", "ar"] as const;

/** All are small and come with the page: on a slow line one more question costs more than they weigh. */
export const loaders: Loaders = { zh: async () => zh, en: async () => en, ar: async () => ar };

export const useText = () => useSay<ResidentKey>();
