/** Points in time by this machine's clock: what a worker compares with the day's work. */

/** `2025-06-30` */
export function localDay(at: Date): string {
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
}

/** `2025-06-30 14:03` */
export function localMinute(at: Date): string {
  return `${localDay(at)} ${two(at.getHours())}:${two(at.getMinutes())}`;
}

/** `2025-06-30 14:03:12` */
export function localTime(at: Date): string {
  return `${localMinute(at)}:${two(at.getSeconds())}`;
}

function two(value: number): string {
  return String(value).padStart(2, "0");
}
