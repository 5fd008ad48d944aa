// How a host's path is written when two spellings are to be one.

/** Absolute, without dots and doubled slashes; `/var/run` and `/var/lock` lie below `/run`. A name stays as it is. */
export function normalPath(text: string): string {
  if (!text.startsWith('/')) return text;
  const parts: string[] = [];
  for (const part of text.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  if (parts[0] === 'var' && (parts[1] === 'run' || parts[1] === 'lock')) parts.shift();
  return `/${parts.join('/')}`;
}
