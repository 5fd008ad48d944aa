// dpkg's database: `status` of a full system, `status.d/` of distroless images. dpkg(1), Debian Policy 5.
import type { Draft } from '../../model/facts.ts';
import type { PackageDraft } from '../../model/image-facts.ts';
import type { Reader } from '../../model/reader.ts';
import { boundedPackages, unreadable } from './package-bounds.ts';
import { stanzasOf, type Stanza } from './stanza.ts';

const maxBytes = 64 * 1024 * 1024;
const names = new Set(['package', 'status', 'version', 'architecture', 'source']);
/** Beside each package of `status.d/` lie its checksums, and sometimes its file list. */
const besides = /\.(?:md5sums|list)$/;

export const dpkgReader: Reader = {
  id: 'packages/dpkg',
  version: 2,
  area: 'packages',
  wants: { paths: ['var/lib/dpkg/status'], under: ['var/lib/dpkg/status.d'] },
  refine: ({ path }) => (besides.test(path) ? 'no' : 'whole'),
  maxBytes,
  async *read(entry) {
    const text = new TextDecoder().decode(await entry.read(maxBytes));
    yield* boundedPackages(packagesOf(text, entry.path), 'deb');
  },
};

function* packagesOf(text: string, path: string): Iterable<Draft> {
  let stanzas = 0;
  for (const stanza of stanzasOf(text, { names, anyCase: true })) {
    stanzas += 1;
    if (!isThere(stanza.fields.get('status'))) continue;
    yield (
      toPackage(stanza, path) ??
      unreadable('a package has no name or no version', { at: { path, line: stanza.line }, ecosystem: 'deb' })
    );
  }
  if (stanzas === 0 && text.trim() !== '')
    yield unreadable('the dpkg database holds nothing that is a package', { at: { path }, ecosystem: 'deb' });
}

/**
 * `want ok state`: in every state but two the package's files are on the disk, in part at least.
 * Distroless images keep no status: what has a stanza is there.
 */
function isThere(status: string | undefined): boolean {
  const state = status?.split(/\s+/u, 3)[2];
  return state !== 'not-installed' && state !== 'config-files';
}
function toPackage({ fields, line }: Stanza, path: string): PackageDraft | undefined {
  const name = fields.get('package');
  const version = fields.get('version');
  if (!name || !version) return undefined;
  const arch = fields.get('architecture');
  const source = toSource(fields.get('source') ?? '', { name, version });
  return {
    kind: 'package',
    type: 'deb',
    name,
    version,
    state: 'installed',
    at: [{ path, line }],
    ...(arch && { arch }),
    ...(source && { source }),
  };
}
/** `name` or `name (version)`. */
function toSource(text: string, own: Pick<PackageDraft, 'name' | 'version'>): PackageDraft['source'] {
  const open = text.indexOf('(');
  const close = text.indexOf(')', open);
  const hasVersion = open > 0 && close > open;
  const name = (open === -1 ? text : text.slice(0, open)).trim();
  const version = (hasVersion ? text.slice(open + 1, close).trim() : '') || own.version;
  if (name === '' || (name === own.name && version === own.version)) return undefined;
  return { name, version };
}
