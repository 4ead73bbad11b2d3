/** Dictionary encoding: every distinct text once, records hold whole numbers. */
export interface Dictionary {
  /** Texts by code; code 0 is "nothing said". */
  readonly texts: string[];
  /** Code of a text, a new one when it was not seen before. */
  encode(text: string): number;
  /** Code of a text, 0 when it was never encoded. */
  find(text: string): number;
}

/** An empty dictionary. */
export function createDictionary(): Dictionary {
  const texts = [""];
  const codes = new Map<string, number>();
  return {
    texts,
    encode(text) {
      if (text === "") return 0;
      let code = codes.get(text);
      if (code === undefined) {
        code = texts.length;
        texts.push(text);
        codes.set(text, code);
      }
      return code;
    },
    find: (text) => codes.get(text) ?? 0,
  };
}
