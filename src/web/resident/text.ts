import { refusalsSaid } from "../api/client.ts";
import { texts as ar } from "../texts/resident/ar.ts";
import { texts as en, type ResidentKey } from "../texts/resident/en.ts";
import { refusalsAr } from "../texts/resident/refusals-ar.ts";
import { texts as zh } from "../texts/resident/zh.ts";
import { type Catalogue, type Loaders, useSay } from "../texts/say.ts";

/** The languages of the resident's pages. */
export const spoken = ["zh", "en", "ar"] as const;

/** All are small and come with the page: on a slow line one more question costs more than they weigh. */
export const loaders: Loaders = { zh: speaking(zh), en: speaking(en), ar: speaking(ar, refusalsAr) };

function speaking(texts: Catalogue<ResidentKey>, refusals: Readonly<Record<string, string>> = {}) {
  return async () => {
    refusalsSaid.words = refusals;
    return texts;
  };
}

export const useText = () => useSay<ResidentKey>();
