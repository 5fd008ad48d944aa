// How a member's name becomes an entry path: no leading slash, no `.`, no `..`, no empty part.

/** Undefined when the name leads outside; '' for the root itself. */
export function toEntryPath(name: string): string | undefined {
  if (name.includes('\0')) return undefined;
  if (isPlain(name)) return name;
  const parts: string[] = [];
  for (const part of name.split('/')) {
    if (part === '..') return undefined;
    if (part !== '' && part !== '.') parts.push(part);
  }
  return parts.join('/');
}

/** Where an engine that keeps `..` inside the root would put it. */
export function toClampedPath(name: string): string {
  const parts: string[] = [];
  for (const part of name.replaceAll('\0', '').split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return parts.join('/');
}

/** No part is empty or begins with a dot; an expression would have to be compiled first. */
function isPlain(name: string): boolean {
  return (
    !name.startsWith('.') &&
    !name.startsWith('/') &&
    !name.endsWith('/') &&
    !name.includes('/.') &&
    !name.includes('//')
  );
}
