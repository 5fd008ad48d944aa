// A package's purl, as the package-url specification's types say.
import { PackageURL } from 'packageurl-js';
import type { OsDraft, PackageDraft } from '../model/facts.ts';

export function toPurl(item: PackageDraft, os: OsDraft | undefined): string {
  const qualifiers: Record<string, string> = {};
  if (item.arch !== undefined) qualifiers['arch'] = item.arch;
  if (item.type === 'npm') {
    const cut = item.name.startsWith('@') ? item.name.indexOf('/') : -1;
    return new PackageURL(
      'npm',
      item.name.slice(0, Math.max(0, cut)) || undefined,
      item.name.slice(cut + 1),
      item.version,
    ).toString();
  }
  const namespace = os?.id ?? fallback[item.type];
  if (os?.versionId !== undefined) qualifiers['distro'] = `${os.id}-${os.versionId}`;
  if (item.type === 'rpm') return rpmPurl(item, namespace, qualifiers);
  if (item.source !== undefined && item.type !== 'apk') qualifiers['upstream'] = sourceText(item);
  return new PackageURL(item.type, namespace, item.name, item.version, qualifiers, undefined).toString();
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
  return new PackageURL('rpm', namespace, item.name, item.version.slice(cut + 1), qualifiers, undefined).toString();
}
