// rpm's database in its SQLite form (`rpmdb.sqlite`, rpm 4.16 and newer), read from its bytes.
// https://rpm-software-management.github.io/rpm/manual/
import type { Entry } from '../../model/entry.ts';
import { InputError } from '../../model/errors.ts';
import type { Draft } from '../../model/facts.ts';
import type { PackageDraft } from '../../model/image-facts.ts';
import type { Location } from '../../model/location.ts';
import type { Near, Reader } from '../../model/reader.ts';
import { boundedPackages, unreadable } from './package-bounds.ts';
import { openRpmHeader, rpmTags, type RpmHeader } from './rpm-header.ts';
import { readTable } from './sqlite-file.ts';

const maxBytes = 256 * 1024 * 1024;
const ecosystem = 'rpm';
const folders = ['var/lib/rpm', 'usr/lib/sysimage/rpm', 'usr/share/rpm'];
/** Keys of repositories stand in the database like packages. */
const keyName = 'gpg-pubkey';

export const rpmReader: Reader = {
  id: 'packages/rpm',
  version: 2,
  area: 'packages',
  wants: { paths: folders.map((folder) => `${folder}/rpmdb.sqlite`) },
  companions: ['-wal'],
  maxBytes,
  async *read(entry, near) {
    const at = { path: entry.path };
    const log = await readLog(entry, near);
    if (log instanceof InputError)
      yield unreadable(`the write-ahead log: ${log.message}`, { at, ecosystem, code: 'companion-missing' });
    const file = await entry.read(maxBytes);
    const newer = log instanceof Uint8Array ? log : undefined;
    // rpm makes an empty file before it makes a database of it.
    if (file.length > 0 || newer !== undefined) yield* boundedPackages(packagesOf(file, newer, at), ecosystem);
  },
};

async function readLog(entry: Entry, near: Near | undefined): Promise<Uint8Array | InputError | undefined> {
  try {
    const beside = await near?.(`${entry.path}-wal`);
    return beside?.type === 'file' && beside.size > 0 ? await beside.read(maxBytes) : undefined;
  } catch (error) {
    if (error instanceof InputError) return error;
    throw error;
  }
}

function* packagesOf(file: Uint8Array, log: Uint8Array | undefined, at: Location): Iterable<Draft> {
  const problems: string[] = [];
  try {
    for (const item of readTable(file, 'Packages', log)) {
      if ('problem' in item) problems.push(item.problem);
      else {
        const found = fromBlob(
          item.row.find((value) => value instanceof Uint8Array),
          at,
        );
        if (typeof found === 'string') problems.push(found);
        else if (found.name !== keyName) yield found;
      }
    }
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    yield unreadable(error.message, { at, ecosystem, code: error.code });
  }
  const [first] = problems;
  if (first !== undefined)
    yield unreadable(`the rpm database is damaged in ${problems.length} places: ${first}`, { at, ecosystem });
}

/** The package, or what is wrong with it. */
function fromBlob(blob: Uint8Array | undefined, at: Location): PackageDraft | string {
  if (blob === undefined) return 'a row holds no header';
  try {
    return toPackage(openRpmHeader(blob), at) ?? 'a header has no name or no version';
  } catch (error) {
    if (error instanceof InputError) return error.message;
    throw error;
  }
}
function toPackage(header: RpmHeader, at: Location): PackageDraft | undefined {
  const name = header.text(rpmTags.name);
  const plain = header.text(rpmTags.version);
  if (!name || !plain) return undefined;
  const release = header.text(rpmTags.release);
  const epoch = header.number(rpmTags.epoch);
  const withRelease = release ? `${plain}-${release}` : plain;
  const version = epoch ? `${epoch}:${withRelease}` : withRelease;
  const arch = header.text(rpmTags.arch);
  const vendor = header.text(rpmTags.vendor);
  const module = header.text(rpmTags.module);
  const source = toSource(header.text(rpmTags.sourceRpm), { name, version, withRelease });
  return {
    kind: 'package',
    type: 'rpm',
    name,
    version,
    state: 'installed',
    at: [at],
    ...(arch && { arch }),
    ...(vendor && { vendor }),
    ...(module && { module }),
    ...(source && { source }),
  };
}

interface Own {
  readonly name: string;
  readonly version: string;
  /** The version without its epoch. */
  readonly withRelease: string;
}
const sourceSuffix = /\.(?:no)?src\.rpm$/;
/** `name-version-release.src.rpm`. It names no epoch: a source of the same version has that of the package. */
function toSource(file: string | undefined, own: Own): PackageDraft['source'] {
  if (file === undefined || !sourceSuffix.test(file)) return undefined;
  const stem = file.replace(sourceSuffix, '');
  const cut = stem.lastIndexOf('-', stem.lastIndexOf('-') - 1);
  if (cut <= 0) return undefined;
  const name = stem.slice(0, cut);
  const bare = stem.slice(cut + 1);
  const version = bare === own.withRelease ? own.version : bare;
  return name === own.name && version === own.version ? undefined : { name, version };
}
