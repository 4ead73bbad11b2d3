/** Two texts beside each other, the characters lit in which they differ. */
import { Fragment } from "react";

/** Longer texts differ in too much to be lit character by character. */
const litLengthMax = 120;

/** A piece of a text, and whether the other text has it too. */
interface Piece {
  readonly text: string;
  readonly own: boolean;
}

/** `text` as it stands beside `other`. */
export function LitText({ text, other }: { readonly text: string; readonly other: string }) {
  return (
    <>
      {piecesOf(text, other).map((piece, at) =>
        // biome-ignore lint/suspicious/noArrayIndexKey: the pieces are made anew with the text.
        piece.own ? <mark key={at}>{piece.text}</mark> : <Fragment key={at}>{piece.text}</Fragment>,
      )}
    </>
  );
}

/** Splits a text where it leaves the longest common subsequence with another (Wagner and Fischer 1974), by code points. */
export function piecesOf(text: string, other: string): Piece[] {
  const [mine, theirs] = [[...text], [...other]];
  if (text === "" || text === other) return text === "" ? [] : [{ text, own: false }];
  if (other === "") return [{ text, own: false }];
  if (mine.length > litLengthMax || theirs.length > litLengthMax) return [{ text, own: true }];
  const width = theirs.length + 1;
  // common[i][j]: length of the longest common subsequence of what follows mine[i] and theirs[j].
  const common = new Uint8Array((mine.length + 1) * width);
  for (let i = mine.length - 1; i >= 0; i--)
    for (let j = theirs.length - 1; j >= 0; j--)
      common[i * width + j] =
        mine[i] === theirs[j]
          ? (common[(i + 1) * width + j + 1] as number) + 1
          : Math.max(common[(i + 1) * width + j] as number, common[i * width + j + 1] as number);
  const pieces: Piece[] = [];
  const put = (character: string, own: boolean) => {
    const last = pieces.at(-1);
    if (last?.own === own) pieces[pieces.length - 1] = { text: last.text + character, own };
    else pieces.push({ text: character, own });
  };
  let j = 0;
  for (let i = 0; i < mine.length; ) {
    const here = mine[i] as string;
    const at = i * width + j;
    // Of several ways the one that leaves characters out first: 「刘华菊、」刘兰琴 beside 刘兰琴, not 刘「华菊、刘」兰琴.
    if (common[at] === common[at + width]) {
      put(here, true);
      i++;
    } else if (here === theirs[j]) {
      put(here, false);
      i++;
      j++;
    } else j++;
  }
  return pieces;
}
