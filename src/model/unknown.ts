// What could not be read, matched or reached. Ignorance is data: it is in the report and counts.
import type { Location } from './location.ts';

/** Every reason for not knowing, each with what it means; `docs/errors.md` lists them. */
export const unknownCodes = {
  'archive-truncated': 'an archive ended before its contents did',
  'archive-corrupt': 'an archive or compressed stream is damaged',
  'bad-path': 'an archive member has a path that leads outside',
  'bad-syntax': 'a file could not be parsed',
  'companion-missing': 'a file is only part of a set, and the rest could not be had',
  'digest-mismatch': 'bytes are not what their digest claims',
  'feed-missing': 'no advisory data for an ecosystem that is present',
  'feed-built-in': 'only the built-in known-exploited set is there for an ecosystem that is present',
  'feed-stale': 'advisory data is older than the limit',
  'image-not-looked-at': "a workload's image was not opened",
  'layer-missing': 'a layer is not in the archive',
  'layer-foreign': 'a layer has to be fetched from elsewhere',
  'limit-reached': 'a bound on size, depth or count was reached',
  'link-unresolved': 'a wanted path is a link that could not be followed',
  'needs-neighbour': 'a file points to another one that this place cannot give',
  'not-judged': 'a package database, lockfile or language runtime that no reader reads yet',
  'not-rendered': 'a template that was not rendered',
  'os-unknown': 'packages without a known distribution',
  'reader-failed': 'a reader stopped on unexpected content',
  'tool-missing': 'a chart or kustomization that no program here can render',
  timeout: 'the time limit was reached before everything was read',
  unreadable: 'a file or folder could not be opened',
  unsupported: 'a format or feature that is not read',
  'value-unresolved': 'a value comes from a variable that is not set here',
  'version-unparsable': 'a version that its ecosystem would not accept',
} as const;
export type UnknownCode = keyof typeof unknownCodes;

/** `incomplete` ones make the verdict incomplete; the others are told and do not count against it. */
export interface Unknown {
  readonly code: UnknownCode;
  readonly why: string;
  readonly at?: Location;
  readonly affects: readonly string[];
  readonly incomplete: boolean;
}
