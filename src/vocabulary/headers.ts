export function normaliseHeader(text: string): string {
  return text.normalize("NFKC").replace(/\s+/g, "");
}
