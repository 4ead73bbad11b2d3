import { Outlet, useRouteContext } from "@tanstack/react-router";
import type { i18n } from "i18next";
import { useEffect } from "react";
import { useReading } from "../reading/reading.ts";
import { changeTexts } from "../texts/say.ts";
import { loaders } from "./text.ts";

/** Follows the chosen language. */
export function Frame() {
  const { texts } = useRouteContext({ strict: false }) as { readonly texts: i18n };
  const { language } = useReading();
  useEffect(() => {
    void changeTexts(texts, language, loaders);
  }, [texts, language]);
  return <Outlet />;
}
