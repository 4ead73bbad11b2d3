/** Who stated something by hand, and on which day. */
import type { Fact } from "./fact.tsx";
import { useFormats } from "./formats.ts";
import { useText } from "./text.ts";

export type Stated = NonNullable<NonNullable<Fact["origin"]>["stated"]>;

/** `worker stated it on 30 June 2025`; a resident's own word tells who confirmed it. */
export function useStatedText(): (stated: Stated) => string {
  const say = useText();
  const { day } = useFormats();
  return ({ actor, at, residentAskedAt }) =>
    residentAskedAt === undefined
      ? say("stated.by", { actor, day: day(at) })
      : say("stated.confirmed", { actor, day: day(at), asked: day(residentAskedAt) });
}
