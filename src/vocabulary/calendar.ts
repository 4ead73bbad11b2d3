const LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Days of a month of the Gregorian calendar; 0 when there is no such month, so that no day of it exists. */
export function daysInMonth(year: number, month: number): number {
  if (month === 2 && (year % 4 === 0 ? year % 100 !== 0 || year % 400 === 0 : false)) return 29;
  return LENGTHS[month - 1] ?? 0;
}

/** `1950-03-12` from its parts. */
export function isoOf(year: number, month: number, day: number): string {
  return `${String(year).padStart(4, "0")}-${month < 10 ? "0" : ""}${month}-${day < 10 ? "0" : ""}${day}`;
}

/** ISO date of a spreadsheet's serial day (1900 date system, with its leap day that never was). */
export function isoOfSerial(serial: number): string {
  const days = Math.floor(serial) + (serial < 60 ? 1 : 0);
  return new Date(Date.UTC(1899, 11, 30) + days * 86_400_000).toISOString().slice(0, 10);
}
