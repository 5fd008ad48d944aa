// What a package database may claim: so many packages, and names of such a length; what goes beyond is told.
import type { Draft, UnknownDraft } from '../../model/facts.ts';
import type { PackageDraft } from '../../model/image-facts.ts';
import type { Location } from '../../model/location.ts';
import type { UnknownCode } from '../../model/unknown.ts';

const maxPackages = 250_000;
const maxNameLength = 1_000;

/** Passes everything on, up to the bounds. */
export function* boundedPackages(drafts: Iterable<Draft>, ecosystem: string): Iterable<Draft> {
  let count = 0;
  for (const draft of drafts) {
    const [at] = draft.kind === 'package' ? draft.at : [];
    if (draft.kind !== 'package' || at === undefined) {
      yield draft;
      continue;
    }
    count += 1;
    if (count > maxPackages) {
      yield unreadable(`more than ${maxPackages} packages`, { at, ecosystem, code: 'limit-reached' });
      return;
    }
    yield isTooLong(draft) ? unreadable(`a package name or version is too long`, { at, ecosystem }) : draft;
  }
}
function isTooLong({ name, version, source, arch, vendor, module }: PackageDraft): boolean {
  return [name, version, source?.name, source?.version, arch, vendor, module].some(
    (text) => text !== undefined && text.length > maxNameLength,
  );
}

interface Trouble {
  readonly at: Location;
  readonly ecosystem: string;
  readonly code?: UnknownCode;
}
/** Something in a package database that could not be read: packages may be missing from the report. */
export function unreadable(why: string, { at, ecosystem, code = 'bad-syntax' }: Trouble): UnknownDraft {
  return { kind: 'unknown', code, why, at, affects: [ecosystem], incomplete: true };
}
