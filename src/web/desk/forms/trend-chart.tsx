/** The once-only rate over time: one line on a scale from nothing to all, told in words too. */
import { useFormats } from "../formats.ts";
import { useText } from "../text.ts";
import "./trend-chart.css";

const width = 420;
const height = 96;
const foot = 4;

interface TrendChartProps {
  /** By day, oldest first; at least one. */
  readonly trend: readonly { readonly day: string; readonly rate: number }[];
}

export function TrendChart({ trend }: TrendChartProps) {
  const say = useText();
  const { percent, day } = useFormats();
  const first = trend[0];
  const last = trend.at(-1);
  if (first === undefined || last === undefined) return null;
  const time = (iso: string) => Date.parse(iso);
  const span = time(last.day) - time(first.day);
  const x = (iso: string) => (span === 0 ? width / 2 : ((time(iso) - time(first.day)) / span) * width);
  const y = (rate: number) => foot + (1 - rate) * (height - 2 * foot);
  const path = trend.map((point, at) => `${at === 0 ? "M" : "L"}${x(point.day)} ${y(point.rate)}`).join("");
  return (
    <figure className="trend">
      <svg viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="none" aria-hidden="true">
        {[0, 0.5, 1].map((rate) => (
          <path key={rate} className="trend-scale" d={`M0 ${y(rate)}H${width}`} />
        ))}
        {span > 0 && <path className="trend-area" d={`${path}L${width} ${y(0)}L0 ${y(0)}Z`} />}
        <path className="trend-path" d={span > 0 ? path : `M0 ${y(last.rate)}H${width}`} />
      </svg>
      <figcaption className="soft digits">
        {span > 0 && <span>{say("board.trendNow", { day: day(first.day), share: percent(first.rate) })}</span>}
        <strong>{say("board.trendNow", { day: day(last.day), share: percent(last.rate) })}</strong>
      </figcaption>
    </figure>
  );
}
