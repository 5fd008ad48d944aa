// Which distribution it is: os-release(5), assignments as a shell would read them.
import type { Reader } from '../../model/reader.ts';
import { unreadable } from './package-bounds.ts';

const maxBytes = 64 * 1024;
const assignment = /^\s*([A-Za-z_][A-Za-z0-9_]*)=(.*)$/;

export const osReleaseReader: Reader = {
  id: 'packages/os-release',
  version: 2,
  area: 'packages',
  wants: { paths: ['etc/os-release', 'usr/lib/os-release'] },
  maxBytes,
  async *read(entry) {
    const at = { path: entry.path };
    const fields = new Map<string, string>();
    for (const line of new TextDecoder().decode(await entry.read(maxBytes)).split(/\r?\n/u)) {
      const match = assignment.exec(line);
      if (match !== null) fields.set(match[1] ?? '', unquoted((match[2] ?? '').trim()));
    }
    const id = fields.get('ID')?.toLowerCase() || 'linux';
    if (fields.size === 0) {
      yield unreadable('os-release says nothing', { at, ecosystem: 'os', code: 'os-unknown' });
      return;
    }
    const versionId = fields.get('VERSION_ID');
    yield {
      kind: 'os',
      id,
      idLike: (fields.get('ID_LIKE') ?? '').split(/\s+/u).filter((like) => like !== ''),
      name: fields.get('PRETTY_NAME') || fields.get('NAME') || id,
      at: [at],
      ...(versionId && { versionId }),
    };
  },
};

/** Within single quotes nothing is special; elsewhere a backslash stands before what would be. */
function unquoted(text: string): string {
  const quote = text[0];
  const isQuoted = text.length >= 2 && (quote === '"' || quote === "'") && text.endsWith(quote);
  if (isQuoted && quote === "'") return text.slice(1, -1);
  return isQuoted ? text.slice(1, -1).replaceAll(/\\([$"\\`])/gu, '$1') : text.replaceAll(/\\(.)/gu, '$1');
}
