// Every version order there is.
import type { VersionScheme } from '../model/version-scheme.ts';
import { apk } from './apk.ts';
import { deb } from './deb.ts';
import { rpm } from './rpm.ts';
import { semver } from './semver.ts';

export const schemes: readonly VersionScheme[] = [apk, deb, rpm, semver];

export function findScheme(id: string): VersionScheme | undefined {
  return schemes.find((scheme) => scheme.id === id);
}
