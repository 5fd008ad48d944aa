// An rpm header as the database stores it: rpm.org/documentation, "RPM V4 Package format", section Header.
// Big-endian counts of index entries and of data bytes, then entries of tag, type, offset and count, then the data.
import { InputError } from '../../model/errors.ts';

const entryBytes = 16;
const int32Type = 4;
const stringType = 6;
const i18nType = 9;

export const rpmTags = {
  name: 1000,
  version: 1001,
  release: 1002,
  epoch: 1003,
  vendor: 1011,
  arch: 1022,
  sourceRpm: 1044,
  module: 5096,
} as const;
type RpmTag = (typeof rpmTags)[keyof typeof rpmTags];
const wantedTags = new Set<number>(Object.values(rpmTags));

export interface RpmHeader {
  text(tag: RpmTag): string | undefined;
  number(tag: RpmTag): number | undefined;
}

/** Throws InputError `bad-syntax`, here and when a tag is asked for. */
export function openRpmHeader(blob: Uint8Array): RpmHeader {
  const bytes = Buffer.from(blob.buffer, blob.byteOffset, blob.byteLength);
  const count = bytes.length < 8 ? Infinity : bytes.readUInt32BE(0);
  const start = 8 + count * entryBytes;
  if (start > bytes.length) throw damaged('claims more than it holds');
  const end = start + bytes.readUInt32BE(4);
  if (end > bytes.length) throw damaged('claims more than it holds');
  const places = new Map<number, { readonly type: number; readonly at: number }>();
  for (let entry = 8; entry < start; entry += entryBytes) {
    const tag = bytes.readUInt32BE(entry);
    // Entries that were added later stand last and replace the package's own.
    if (wantedTags.has(tag))
      places.set(tag, { type: bytes.readUInt32BE(entry + 4), at: start + bytes.readUInt32BE(entry + 8) });
  }
  return {
    text(tag) {
      const place = places.get(tag);
      if (place === undefined || (place.type !== stringType && place.type !== i18nType)) return undefined;
      const stop = place.at < end ? bytes.indexOf(0, place.at) : -1;
      if (stop === -1 || stop >= end) throw damaged(`has the text of tag ${tag} outside of it`);
      return bytes.utf8Slice(place.at, stop);
    },
    number(tag) {
      const place = places.get(tag);
      if (place === undefined || place.type !== int32Type) return undefined;
      if (place.at + 4 > end) throw damaged(`has the number of tag ${tag} outside of it`);
      return bytes.readUInt32BE(place.at);
    },
  };
}
function damaged(what: string): InputError {
  return new InputError('bad-syntax', `a header ${what}`);
}
