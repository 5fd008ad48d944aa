// Which advisories of a module concern a package: those of its own stream, and no others.
// Spec: https://docs.fedoraproject.org/en-US/modularity/; releases of modular builds carry `.module`.
import type { Advisory, VersionRange } from '../model/advisory.ts';
import type { PackageDraft } from '../model/image-facts.ts';

type Modular = Pick<PackageDraft, 'version' | 'module'>;
const modularRelease = '.module';
/** `nodejs:18 security update`; the colon of `Important: ` is followed by a space. */
const streamPattern = /([A-Za-z][\w.+-]{0,80}):([\w.+-]{1,40})/gu;

/** The advisory with the ranges that are about such a build; versions of other streams cannot be compared. */
export function forModule(item: Modular, advisory: Advisory): Advisory {
  const isModular = item.module !== undefined || item.version.includes(modularRelease);
  const ranges = advisory.ranges.filter((range) => isAboutModule(range) === isModular);
  return { ...advisory, ranges: isModular && !isOfStream(item.module, advisory.summary) ? [] : ranges };
}

function isAboutModule({ fixed, lastAffected }: VersionRange): boolean {
  return (fixed ?? lastAffected ?? '').includes(modularRelease);
}
/** True when either side does not say. */
function isOfStream(module: string | undefined, summary: string | undefined): boolean {
  if (module === undefined || summary === undefined) return true;
  const [name, stream] = module.split(':', 2);
  const named = [...summary.matchAll(streamPattern)];
  return named.length === 0 || named.some((match) => match[1] === name && match[2] === stream);
}
