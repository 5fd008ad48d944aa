// How a host's path is written when two spellings are to be one.

/** Folds `.`, `..` and double slashes; a path that climbs out keeps its `..` in front. */
export function foldPath(text: string): string {
  const absolute = text.startsWith('/');
  const parts: string[] = [];
  for (const part of text.split('/')) {
    if (part === '' || part === '.') continue;
    const climbs = part === '..' && parts.length > 0 && parts.at(-1) !== '..';
    if (climbs) parts.pop();
    else if (part !== '..' || !absolute) parts.push(part);
  }
  return (absolute ? '/' : '') + parts.join('/');
}

const moved = [
  [/^\/var\/run(?=\/|$)/, '/run'],
  [/^\/var\/lock(?=\/|$)/, '/run/lock'],
] as const;
/** Absolute, folded; `/var/run` and `/var/lock` are what they link to. A name stays as it is. */
export function normalPath(text: string): string {
  if (!text.startsWith('/')) return text;
  return moved.reduce((path, [from, to]) => path.replace(from, to), foldPath(text));
}

/** Whether `path` is `folder` or lies below it. */
export function isWithin(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder === '/' ? '/' : `${folder}/`);
}
