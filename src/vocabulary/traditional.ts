import { Converter } from "opencc-js/t2cn";

let convert: ReturnType<typeof Converter> | undefined;

/** Hanzi in their simplified form, so that 永勝花園 and 永胜花园 compare equal. Text without Hanzi comes back as it is. */
export function simplified(text: string): string {
  if (!/[\u3400-\u9fff]/.test(text)) return text;
  // Built on first use: the dictionary costs some milliseconds that a form in Latin letters need not pay.
  convert ??= Converter({ from: "t", to: "cn" });
  return convert(text);
}
