// Which encoding a text file is in: a byte order mark says so, else it is UTF-8.
// https://yaml.org/spec/1.2.2/#52-character-encodings

export type DecodedText = { readonly text: string } | { readonly why: string; readonly offset: number };

const strict = { fatal: true, ignoreBOM: true } as const;
const utf8 = new TextDecoder('utf-8', strict);

/** A byte order mark stays in the text, so that offsets are those of the file as read. */
export function decodeText(bytes: Uint8Array): DecodedText {
  const encoding = encodingOf(bytes);
  try {
    const decoder = encoding === 'utf-8' ? utf8 : new TextDecoder(encoding, strict);
    return { text: decoder.decode(bytes) };
  } catch {
    return { why: `the text is not valid ${encoding.toUpperCase()}`, offset: 0 };
  }
}
/** JSON and YAML begin with an ASCII character, which gives UTF-16 away even without a mark. */
function encodingOf(bytes: Uint8Array): 'utf-8' | 'utf-16le' | 'utf-16be' {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  if (bytes.length >= 2 && first === 0) return 'utf-16be';
  if (bytes.length >= 2 && second === 0) return 'utf-16le';
  return 'utf-8';
}
