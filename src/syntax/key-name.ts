// One string for each name that keys have. Readers ask every map for dozens of names: whether two strings of this kind are
// the same is whether they are at the same address.

const known = new Map<string, string>();
const maxLength = 64;
/** Files that make names up must not fill the memory. */
const maxNames = 10_000;

export function toKeyName(text: string): string {
  if (text.length > maxLength) return text;
  const found = known.get(text);
  if (found !== undefined) return found;
  // Names of properties are kept once; an object without a prototype takes any name for one.
  const [name = text] = Object.keys({ __proto__: null, [text]: true });
  if (known.size < maxNames) known.set(name, name);
  return name;
}
