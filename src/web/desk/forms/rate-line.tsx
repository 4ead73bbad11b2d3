/** The once-only rate of a form over its fillings, as a small line. */
import { useFormats } from "../formats.ts";
import { useText } from "../text.ts";
import "./rate-line.css";

const width = 96;
const height = 24;
const inset = 3;

export function RateLine({ rates }: { readonly rates: readonly number[] }) {
  const say = useText();
  const { percent } = useFormats();
  const last = rates.at(-1);
  if (last === undefined) return null;
  const x = (at: number) => (rates.length === 1 ? width - inset : inset + (at * (width - 2 * inset)) / (rates.length - 1));
  const y = (rate: number) => inset + (1 - rate) * (height - 2 * inset);
  return (
    <svg
      className="rate-line"
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      aria-label={say("forms.trend", { count: rates.length, share: percent(last) })}
    >
      <path className="rate-line-full" d={`M0 ${y(1)}H${width}`} />
      <path className="rate-line-path" d={rates.map((rate, at) => `${at === 0 ? "M" : "L"}${x(at)} ${y(rate)}`).join("")} />
      <circle cx={x(rates.length - 1)} cy={y(last)} r={inset - 0.5} />
    </svg>
  );
}
