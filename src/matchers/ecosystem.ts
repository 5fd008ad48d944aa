// Which advisory ecosystem answers for a package, which of its names that ecosystem uses, and how it orders versions.
// Spec: https://ossf.github.io/osv-schema/#defined-ecosystems; freedesktop.org os-release(5)
import type { OsDraft, PackageDraft } from '../model/image-facts.ts';

export interface Home {
  /** Release included: `Debian:12`, `Ubuntu:22.04:LTS`, `npm`. */
  readonly ecosystem: string;
  readonly names: 'source' | 'binary';
  /** Id of a version scheme. */
  readonly scheme: 'deb' | 'apk' | 'rpm' | 'semver';
}
/** Names the data that would be needed: `Fedora 41`. */
export interface Homeless {
  readonly missing: string;
}

interface Feed {
  readonly os: string;
  readonly type: PackageDraft['type'];
  readonly names: Home['names'];
  /** Undefined where the feed has no such release. */
  toEcosystem(os: OsDraft): string | undefined;
}
/** One row a distribution that publishes advisories we can use. */
const feeds: readonly Feed[] = [
  { os: 'debian', type: 'deb', names: 'source', toEcosystem: debianRelease },
  { os: 'ubuntu', type: 'deb', names: 'source', toEcosystem: ubuntuRelease },
  { os: 'alpine', type: 'apk', names: 'source', toEcosystem: alpineRelease },
  { os: 'wolfi', type: 'apk', names: 'binary', toEcosystem: () => 'Wolfi' },
  { os: 'chainguard', type: 'apk', names: 'binary', toEcosystem: () => 'Chainguard' },
  { os: 'almalinux', type: 'rpm', names: 'binary', toEcosystem: (os) => byMajor('AlmaLinux:', os) },
  { os: 'rocky', type: 'rpm', names: 'source', toEcosystem: (os) => byMajor('Rocky Linux:', os) },
  { os: 'rhel', type: 'rpm', names: 'binary', toEcosystem: (os) => byMajor('Red Hat:enterprise_linux:', os) },
  { os: 'opensuse-leap', type: 'rpm', names: 'source', toEcosystem: leapRelease },
  { os: 'opensuse-tumbleweed', type: 'rpm', names: 'source', toEcosystem: () => 'openSUSE:Tumbleweed' },
];
const schemes = { deb: 'deb', apk: 'apk', rpm: 'rpm', npm: 'semver' } as const;

export function ecosystemOf(item: Pick<PackageDraft, 'type'>, os: OsDraft | undefined): Home | Homeless {
  if (item.type === 'npm') return { ecosystem: 'npm', names: 'binary', scheme: schemes.npm };
  if (os === undefined) return { missing: `${item.type} packages of an unknown distribution` };
  const feed = feeds.find((row) => row.os === os.id && row.type === item.type);
  const ecosystem = feed?.toEcosystem(os);
  if (feed === undefined || ecosystem === undefined) return { missing: nameOf(os) };
  return { ecosystem, names: feed.names, scheme: schemes[item.type] };
}

function nameOf({ id, versionId, name }: OsDraft): string {
  return versionId === undefined ? name || id : `${id} ${versionId}`;
}

/** Testing and unstable carry no number, only `PRETTY_NAME="Debian GNU/Linux forky/sid"`. */
const debianCodenames: ReadonlyMap<string, number> = new Map([
  ['bookworm', 12],
  ['trixie', 13],
  ['forky', 14],
  ['duke', 15],
]);
function debianRelease({ versionId, name }: OsDraft): string | undefined {
  const major = /^(\d{1,3})(?:\.|$)/u.exec(versionId ?? '')?.[1];
  if (major !== undefined) return `Debian:${major}`;
  const codename = [...debianCodenames].find(([word]) => name.includes(`${word}/sid`) || versionId === word);
  return codename === undefined ? undefined : `Debian:${codename[1]}`;
}
/** Releases of April in even years are supported for long. */
function ubuntuRelease({ versionId }: OsDraft): string | undefined {
  const match = /^(\d\d)\.(04|10)$/u.exec(versionId ?? '');
  if (match === null) return undefined;
  const isLongTerm = Number(match[1]) % 2 === 0 && match[2] === '04';
  return `Ubuntu:${match[0]}${isLongTerm ? ':LTS' : ''}`;
}
/** Edge says `3.23_alpha20250612` and has no advisories of its own. */
function alpineRelease({ versionId }: OsDraft): string | undefined {
  const match = /^(\d{1,3}\.\d{1,3})(?:\.\d{1,3})?$/u.exec(versionId ?? '');
  return match === null ? undefined : `Alpine:v${match[1]}`;
}
function byMajor(prefix: string, { versionId }: OsDraft): string | undefined {
  const major = /^(\d{1,3})(?:\.|$)/u.exec(versionId ?? '')?.[1];
  return major === undefined ? undefined : `${prefix}${major}`;
}
function leapRelease({ versionId }: OsDraft): string | undefined {
  return /^\d{1,3}\.\d{1,3}$/u.test(versionId ?? '') ? `openSUSE:Leap ${versionId}` : undefined;
}
