// apk's database of installed packages, as apk-tools 2 and 3 write it: one letter, a colon, the value.
// https://wiki.alpinelinux.org/wiki/Apk_spec
import type { Draft } from '../../model/facts.ts';
import type { PackageDraft } from '../../model/image-facts.ts';
import type { Reader } from '../../model/reader.ts';
import { boundedPackages, unreadable } from './package-bounds.ts';
import { stanzasOf, type Stanza } from './stanza.ts';

const maxBytes = 64 * 1024 * 1024;
const letters = { name: 'P', version: 'V', arch: 'A', origin: 'o' } as const;
const names = new Set<string>(Object.values(letters));

export const apkReader: Reader = {
  id: 'packages/apk',
  version: 2,
  area: 'packages',
  wants: { paths: ['lib/apk/db/installed', 'usr/lib/apk/db/installed'] },
  maxBytes,
  async *read(entry) {
    const text = new TextDecoder().decode(await entry.read(maxBytes));
    yield* boundedPackages(packagesOf(text, entry.path), 'apk');
  },
};

function* packagesOf(text: string, path: string): Iterable<Draft> {
  let stanzas = 0;
  for (const stanza of stanzasOf(text, { names })) {
    stanzas += 1;
    yield (
      toPackage(stanza, path) ??
      unreadable('a package has no name or no version', { at: { path, line: stanza.line }, ecosystem: 'apk' })
    );
  }
  if (stanzas === 0 && text.trim() !== '')
    yield unreadable('the apk database holds nothing that is a package', { at: { path }, ecosystem: 'apk' });
}

function toPackage({ fields, line }: Stanza, path: string): PackageDraft | undefined {
  const name = fields.get(letters.name);
  const version = fields.get(letters.version);
  if (!name || !version) return undefined;
  const arch = fields.get(letters.arch);
  const origin = fields.get(letters.origin);
  return {
    kind: 'package',
    type: 'apk',
    name,
    version,
    state: 'installed',
    at: [{ path, line }],
    ...(arch && { arch }),
    ...(origin && origin !== name && { source: { name: origin, version } }),
  };
}
