import { ConfigProvider } from "antd";
import type { Locale } from "antd/es/locale";
import { type ReactNode, useEffect, useState } from "react";
import { antTheme } from "../design/ant-theme.ts";
import { languages, useReading } from "../reading/reading.ts";
import { openTexts } from "../texts/say.ts";
import { loaders } from "./text.ts";

/** Ant Design's own words in a language. */
export async function loadAntWords(language: string): Promise<Locale> {
  return (await (language === "zh" ? import("antd/es/locale/zh_CN") : import("antd/es/locale/en_GB"))).default;
}

const nonce = document.querySelector<HTMLMetaElement>("meta[property=csp-nonce]")?.nonce ?? "";
const touch = matchMedia("(pointer: coarse)").matches;

/** Ant Design in our colours, and everything in the language and size that were chosen. */
export function DeskFrame(props: { readonly antWords: Locale; readonly children: ReactNode }) {
  const { children } = props;
  const { language, elder } = useReading();
  // Never without words: Ant Design would put another frame around the page when they come, and what was typed would be gone.
  const [words, setWords] = useState(props.antWords);
  useEffect(() => {
    void openTexts(language, loaders);
    void loadAntWords(language).then(setWords);
  }, [language]);
  return (
    <ConfigProvider theme={antTheme(elder, touch)} direction={languages[language].direction} csp={{ nonce }} locale={words}>
      {children}
    </ConfigProvider>
  );
}
