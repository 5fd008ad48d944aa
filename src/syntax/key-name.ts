// One string for each name that keys have. Readers ask every map for dozens of names: whether two strings of this kind are
// the same is whether they are at the same address.

const known = new Map<string, string>();
const maxLength = 64;
/** Files that make names up must not fill the memory. */
const maxNames = 10_000;

/** Texts as short as these are copied when they are cut out of a longer one. */
const shortLength = 12;
const maxKept = 256;
/** As many as the next few hundred objects have: names and times that come up once do not fill the memory. */
const maxTexts = 8_000;
let texts = new Map<string, string>();
/**
 * The same text, apart from the one that it was cut out of: otherwise that would live as long as its smallest part. What
 * comes up often is there once.
 */
export function toKeptText(text: string): string {
  if (text.length <= shortLength) return text;
  if (text.length > maxKept) return Buffer.from(text).toString();
  const found = texts.get(text);
  if (found !== undefined) return found;
  const copy = copyOf(text);
  if (texts.size >= maxTexts) texts = new Map();
  texts.set(copy, copy);
  return copy;
}

export function toKeyName(text: string): string {
  if (text.length > maxLength) return text;
  const found = known.get(text);
  if (found !== undefined) return found;
  const name = copyOf(text);
  if (known.size < maxNames) known.set(name, name);
  return name;
}
/** Names of properties are kept once; an object without a prototype takes any name for one. */
function copyOf(text: string): string {
  const [name = text] = Object.keys({ __proto__: null, [text]: true });
  return name;
}
