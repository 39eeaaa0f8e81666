/**
 * The form in which paths are compared and told as `path_lower`: Unicode NFC, then each code point in lower case by
 * itself, where that is one code point. So `ΣΣ` gives `σσ` and `İ` stays. The service's table of letters is
 * an old one: letters whose lower case came after Unicode 4.1 stay as they are, such as `Ⱥ` and `Ꙋ`.
 */
export function pathKey(path: string): string {
  if (isAscii(path)) return path.toLowerCase();
  let key = '';
  for (const character of path.normalize('NFC')) key += lowerCase(character);
  return key;
}

function lowerCase(character: string): string {
  const codePoint = character.codePointAt(0) ?? 0;
  if (isYounger(codePoint)) return character;
  const lower = character.toLowerCase();
  return [...lower].length === 1 ? lower : character;
}

function isAscii(text: string): boolean {
  for (let index = 0; index < text.length; index++) {
    if (text.charCodeAt(index) > 0x7f) return false;
  }
  return true;
}

/** Capital letters that got a lower case after Unicode 4.1, as ranges of code points. */
const youngerCapitals: readonly (readonly [number, number])[] = [
  [0x023a, 0x023b],
  [0x023e, 0x023e],
  [0x0241, 0x0241],
  [0x0243, 0x024f],
  [0x0370, 0x0377],
  [0x037f, 0x037f],
  [0x03cf, 0x03cf],
  [0x03fd, 0x03ff],
  [0x04c0, 0x04c0],
  [0x04fa, 0x04ff],
  [0x0510, 0x052f],
  [0x10c7, 0x10cd],
  [0x13a0, 0x13f5],
  [0x1c89, 0x1cbf],
  [0x1e9e, 0x1e9e],
  [0x1efa, 0x1eff],
  [0x2132, 0x2132],
  [0x2183, 0x2183],
  [0x2c60, 0x2c7f],
  [0x2ceb, 0x2cf3],
  [0xa640, 0xa7ff],
];

function isYounger(codePoint: number): boolean {
  if (codePoint < 0x023a) return false;
  return youngerCapitals.some(([first, last]) => codePoint >= first && codePoint <= last);
}
