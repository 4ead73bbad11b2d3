/** Colours as workbooks write them (ECMA-376 part 1, 18.8.3 and 20.1.6.2): by value, by the workbook's theme, by the old palette. */
import { childOf, parseXml, type XmlElement } from "../fill/xml.ts";
import { attributesOf } from "../read/xml-scanner.ts";

/** Resolves what a colour element says to `#rrggbb`, or to nothing for an automatic colour. */
export type Colours = (attributes: ReadonlyMap<string, string>) => string;

/** The palette of old workbooks from index 8 on (18.8.27); 0 to 7 repeat its first eight. */
const PALETTE = (
  "000000 ffffff ff0000 00ff00 0000ff ffff00 ff00ff 00ffff 800000 008000 000080 808000 800080 008080 c0c0c0 808080 " +
  "9999ff 993366 ffffcc ccffff 660066 ff8080 0066cc ccccff 000080 ff00ff ffff00 00ffff 800080 800000 008080 0000ff " +
  "00ccff ccffff ccffcc ffff99 99ccff ff99cc cc99ff ffcc99 3366ff 33cccc 99cc00 ffcc00 ff9900 ff6600 666699 969696 " +
  "003366 339966 003300 333300 993300 993366 333399 333333"
).split(" ");

/** Themes list dark before light; colours count light before dark. */
const THEME_ORDER = ["lt1", "dk1", "lt2", "dk2", "accent1", "accent2", "accent3", "accent4", "accent5", "accent6", "hlink", "folHlink"];
/** The theme of Office, for workbooks that bring none. */
const THEME = "ffffff 000000 e7e6e6 44546a 5b9bd5 ed7d31 a5a5a5 ffc000 4472c4 70ad47 0563c1 954f72".split(" ");

/** @param theme the workbook's theme part, or null */
export function coloursOf(theme: string | null): Colours {
  const themed = theme === null ? THEME : readTheme(theme);
  return (attributes) => {
    const base = baseColour(attributes, themed);
    const tint = Number(attributes.get("tint") ?? 0);
    return base === "" || tint === 0 || !Number.isFinite(tint) ? base : tinted(base, tint);
  };
}

function baseColour(attributes: ReadonlyMap<string, string>, themed: readonly string[]): string {
  const rgb = /^(?:[\da-f]{2})?([\da-f]{6})$/i.exec(attributes.get("rgb") ?? "")?.[1];
  if (rgb !== undefined) return `#${rgb.toLowerCase()}`;
  const theme = attributes.get("theme");
  if (theme !== undefined) return themed[Number(theme)] === undefined ? "" : `#${themed[Number(theme)]}`;
  const indexed = attributes.get("indexed");
  if (indexed === undefined) return "";
  const index = Number(indexed);
  const listed = PALETTE[index < 8 ? index : index - 8];
  // 64 and 65 are the system's own ink and paper.
  return listed === undefined ? "" : `#${listed}`;
}

function readTheme(source: string): string[] {
  const root = parseXml(source);
  const elements = childOf(root, "themeElements");
  const scheme = elements === undefined ? undefined : childOf(elements, "clrScheme");
  return THEME_ORDER.map((name, at) => {
    const [colour] = (scheme === undefined ? undefined : childOf(scheme, name))?.children ?? [];
    return (colour === undefined ? undefined : themeColour(source, colour)) ?? (THEME[at] as string);
  });
}

function themeColour(source: string, colour: XmlElement): string | undefined {
  const attributes = attributesOf(source.slice(colour.start, colour.openEnd));
  return /^[\da-f]{6}$/i.exec(attributes.get("lastClr") ?? attributes.get("val") ?? "")?.[0].toLowerCase();
}

/** Lighter (above 0) or darker (below 0), by the lightness of the colour (18.8.19). */
function tinted(colour: string, tint: number): string {
  const [red, green, blue] = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255) as [number, number, number];
  const most = Math.max(red, green, blue);
  const least = Math.min(red, green, blue);
  const light = (most + least) / 2;
  const wanted = tint < 0 ? light * (1 + tint) : light * (1 - tint) + tint;
  const chroma = most - least;
  const saturation = chroma === 0 ? 0 : chroma / (1 - Math.abs(2 * light - 1));
  const hue =
    chroma === 0
      ? 0
      : most === red
        ? ((green - blue) / chroma + 6) % 6
        : most === green
          ? (blue - red) / chroma + 2
          : (red - green) / chroma + 4;
  const width = (1 - Math.abs(2 * wanted - 1)) * saturation;
  const channel = (offset: number) => {
    const place = (offset + hue * 2) % 12;
    const value = wanted - (width / 2) * Math.max(-1, Math.min(place - 3, 9 - place, 1));
    return Math.round(Math.min(1, Math.max(0, value)) * 255)
      .toString(16)
      .padStart(2, "0");
  };
  return `#${channel(0)}${channel(8)}${channel(4)}`;
}
