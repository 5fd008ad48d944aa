// A package's purl, as the package-url specification says: https://github.com/package-url/purl-spec
import type { OsDraft, PackageDraft } from '../model/image-facts.ts';

export function toPurl(item: PackageDraft, os: OsDraft | undefined): string {
  const { type, name, version } = item;
  if (type === 'npm') {
    const cut = name.startsWith('@') ? name.indexOf('/') : -1;
    const hasScope = cut > 1 && cut < name.length - 1;
    return writePurl(
      hasScope ? { type, namespace: name.slice(0, cut), name: name.slice(cut + 1), version } : { type, name, version },
    );
  }
  const qualifiers: Record<string, string> = {};
  const namespace = os?.id ?? fallback[type];
  if (item.arch !== undefined) qualifiers['arch'] = item.arch;
  if (os?.versionId !== undefined) qualifiers['distro'] = `${os.id}-${os.versionId}`;
  if (type === 'rpm') return rpmPurl(item, namespace, qualifiers);
  if (item.source !== undefined && type !== 'apk') qualifiers['upstream'] = sourceText(item);
  return writePurl({ type, namespace, name, version, qualifiers });
}

const fallback = { deb: 'debian', apk: 'alpine', rpm: 'redhat' } as const;

function sourceText({ source, version }: PackageDraft): string {
  if (source === undefined) return '';
  return source.version === version ? source.name : `${source.name}@${source.version}`;
}

/** The epoch of an rpm is a qualifier, not part of the version. */
function rpmPurl(item: PackageDraft, namespace: string, qualifiers: Record<string, string>): string {
  const cut = item.version.indexOf(':');
  if (cut > 0) qualifiers['epoch'] = item.version.slice(0, cut);
  return writePurl({ type: 'rpm', namespace, name: item.name, version: item.version.slice(cut + 1), qualifiers });
}

export interface PurlParts {
  readonly type: PackageDraft['type'];
  readonly namespace?: string | null;
  readonly name: string;
  readonly version?: string | null;
  readonly qualifiers?: Readonly<Record<string, string>> | null;
}
/** Names are claims of hostile files: whatever they are, it is a purl. */
export function writePurl({ type, namespace, name, version, qualifiers }: PurlParts): string {
  const before = namespace ? `${encoded(namespace.toLowerCase())}/` : '';
  const after = version ? `@${encoded(version)}` : '';
  const more = qualifiers ? qualifiersText(qualifiers) : '';
  // The names of RPM packages alone tell case apart.
  return `pkg:${type}/${before}${encoded(type === 'rpm' ? name : name.toLowerCase())}${after}${more}`;
}
function qualifiersText(qualifiers: Readonly<Record<string, string>>): string {
  const pairs = Object.keys(qualifiers)
    .sort()
    .filter((key) => qualifiers[key] !== '')
    .map((key) => `${key}=${encoded(qualifiers[key] ?? '')}`);
  return pairs.length === 0 ? '' : `?${pairs.join('&')}`;
}

const plain = /^[A-Za-z0-9._~:-]*$/;
/** Letters, digits and `.-_~:` stay as they are. */
function encoded(text: string): string {
  if (plain.test(text)) return text;
  return encodeURIComponent(text.toWellFormed())
    .replaceAll('%3A', ':')
    .replaceAll(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}
