import type { BothKey } from "../texts/both/en.ts";
import { useSay } from "../texts/say.ts";
import { changeReading, elderSizes, languages, type ReadingLanguage, useReading } from "./reading.ts";
import "./reading-settings.css";

/** Chooses language and text size: plain buttons, each as large as the mode demands. */
export function ReadingSettings({ spoken }: { readonly spoken: readonly ReadingLanguage[] }) {
  const say = useSay<BothKey>();
  const { language, elder } = useReading();
  return (
    <div className="reading">
      <fieldset>
        <legend>{say("read.language")}</legend>
        <div className="choices">
          {spoken.map((each) => (
            <button
              type="button"
              key={each}
              className="button"
              lang={languages[each].tag}
              aria-pressed={each === language}
              onClick={() => changeReading({ language: each })}
            >
              {languages[each].name}
            </button>
          ))}
        </div>
      </fieldset>
      <fieldset>
        <legend>{say("read.elder")}</legend>
        <div className="choices">
          {elderSizes.map((size) => (
            <button
              type="button"
              key={size}
              className="button"
              aria-pressed={size === elder}
              aria-label={size === 0 ? say("read.elderOff") : say("read.elderSize", { size })}
              onClick={() => changeReading({ elder: size })}
            >
              {size === 0 ? say("read.elderOff") : size}
            </button>
          ))}
        </div>
      </fieldset>
    </div>
  );
}
