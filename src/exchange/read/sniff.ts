/** Tells by its first bytes what a file is. */
import { RefusalError } from "../errors.ts";

const OLE = "d0cf11e0a1b11ae1";
/** Files that are no sheet and are often handed in as one, by their first bytes (hex). */
const OTHERS: readonly (readonly [string, string])[] = [
  ["25504446", "a PDF document"],
  ["89504e470d0a1a0a", "a picture (PNG)"],
  ["ffd8ff", "a picture (JPEG)"],
  ["474946383961", "a picture (GIF)"],
  ["474946383761", "a picture (GIF)"],
  ["526172211a07", "a RAR archive; unpack it first"],
  ["377abcaf271c", "a 7z archive; unpack it first"],
  ["1f8b08", "a gzip archive; unpack it first"],
  ["7b5c727466", "a text document (.rtf)"],
  ["50415231", "a Parquet file"],
  ["53514c69746520", "a SQLite database"],
];

/** UTF-16LE names of streams in an OLE container's directory. */
function streamName(name: string): Buffer {
  return Buffer.from(`${name}\0`, "utf16le");
}

/** What the first bytes say. Throws RefusalError for a file that is certainly no sheet. */
export function sniff(start: Buffer): "zip" | "biff" | "text" {
  const hexadecimal = start.subarray(0, 16).toString("hex");
  if (hexadecimal.startsWith("504b0304") || hexadecimal.startsWith("504b0506")) return "zip";
  // The first bytes of a package, and not even its first name: it was cut off when it was sent.
  if (/^504b0[357]/.test(hexadecimal)) throw new RefusalError("file-damaged", "it is the beginning of a package and was cut off");
  if (hexadecimal.startsWith(OLE)) return "biff";
  // BIFF 2–4 stand without a container: a BOF record of 4 to 8 bytes.
  if (/^09(00|02|04)0[468]00/.test(hexadecimal)) return "biff";
  if (start.subarray(0, 128).includes("E-SafeNet"))
    throw new RefusalError("file-encrypted", "it is locked by document protection software (E-SafeNet)");
  const other = OTHERS.find(([magic]) => hexadecimal.startsWith(magic));
  if (other !== undefined) throw new RefusalError("file-not-a-sheet", `it is ${other[1]}`);
  return "text";
}

/** Looks through an OLE container for what it holds. Throws RefusalError unless that is a workbook. */
export function checkOle(bytes: Buffer): void {
  if (bytes.subarray(0, 8).toString("hex") !== OLE) return;
  if (bytes.includes(streamName("EncryptedPackage"))) throw new RefusalError("file-encrypted", "the workbook is protected by a password");
  if (bytes.includes(streamName("Workbook")) || bytes.includes(streamName("Book"))) return;
  if (bytes.includes(streamName("WordDocument"))) throw new RefusalError("file-not-a-sheet", "it is a text document (.doc)");
  if (bytes.includes(streamName("PowerPoint Document"))) throw new RefusalError("file-not-a-sheet", "it is a presentation (.ppt)");
  throw new RefusalError("file-damaged", "its container holds no workbook: it is cut off, or of another program");
}

/** Whether a text is a table in HTML or in the XML of Excel 2003. Throws RefusalError for other markup. */
export function sniffText(sample: string): "markup" | "delimited" {
  const head = sample.slice(0, 8192).replace(/^\ufeff?\s*/, "");
  if (/^MIME-Version:/i.test(head)) throw new RefusalError("file-not-a-sheet", "it is a web archive (.mht); open it and save it as .xlsx");
  if (/^[[{]\s*["{[]/.test(head)) throw new RefusalError("file-not-a-sheet", "it is JSON");
  if (!/^<(?:[?!]|[a-z][\w:.-]*[\s/>])/i.test(head)) return "delimited";
  if (/<!ENTITY/i.test(head)) throw new RefusalError("file-unsafe", "an XML part declares a document type or entities");
  if (/urn:schemas-microsoft-com:office:spreadsheet/.test(head)) return "markup";
  if (/<(html|table|tr|body|meta|style)[\s>]/i.test(head) && /<table[\s>]/i.test(sample)) return "markup";
  throw new RefusalError("file-not-a-sheet", "it is a page or XML without a table");
}
