// One member of a tar as an entry's header: what its block says, overruled by the records before it. POSIX.1-2024 pax,
// "ustar Interchange Format" and "pax Extended Header".
import type { EntryHeader, EntryType } from '../model/entry.ts';
import { dialectOf, fields, parseNumber, readText } from './tar-header.ts';
import type { PaxRecords } from './tar-pax.ts';

/** A wanted member; `start` and `stored` say where its bytes lie in the tar. */
export interface TarMember extends EntryHeader {
  readonly start: number;
  readonly stored: number;
  /** Its stored bytes are not its content: it has holes. */
  readonly sparse: boolean;
}
export interface MemberParts {
  /** The block lies in `bytes` at `at`. */
  readonly bytes: Buffer;
  readonly at: number;
  readonly path: string;
  readonly type: EntryType;
  readonly start: number;
  readonly stored: number;
  /** By its type letter, the old GNU way. */
  readonly isSparse: boolean;
  readonly records: PaxRecords;
  readonly longLink: string | undefined;
}
const sparseRealSize = [483, 12] as const;

export function toMember(parts: MemberParts): TarMember {
  const { bytes, at, path, type, start, stored, isSparse, records } = parts;
  const link = linkOf(parts);
  return {
    path,
    type,
    size: isSparse ? numberOr0(bytes, at, sparseRealSize) : Math.max(records.sparseSize ?? stored, 0),
    mode: numberOr0(bytes, at, fields.mode) & 0o7777,
    uid: records.uid ?? numberOr0(bytes, at, fields.uid),
    gid: records.gid ?? numberOr0(bytes, at, fields.gid),
    ...(link !== undefined && { link }),
    ...(records.xattrs !== undefined && { xattrs: toRecord(records.xattrs) }),
    start,
    stored,
    sparse: isSparse || records.sparseSize !== undefined,
  };
}

/** The name that the block itself has: prefix and name. */
export function readName(bytes: Buffer, view: DataView, at: number): string {
  const name = readText(bytes, at, fields.name[1]);
  if (bytes[at + fields.prefix[0]] === 0) return name;
  const dialect = dialectOf(view, at);
  if (dialect === 'v7' || dialect === 'gnu') return name;
  const [offset, length] = dialect === 'star' ? fields.starPrefix : fields.prefix;
  return `${readText(bytes, at + offset, length)}/${name}`;
}

function linkOf({ bytes, at, type, records, longLink }: MemberParts): string | undefined {
  if (type !== 'link' && type !== 'hardlink') return undefined;
  return longLink ?? records.link ?? readText(bytes, at + fields.link[0], fields.link[1]);
}
function numberOr0(bytes: Buffer, at: number, [offset, length]: readonly [number, number]): number {
  const number = parseNumber(bytes, at + offset, length);
  return Number.isNaN(number) ? 0 : number;
}
/** Without a prototype, so that no name of an attribute means anything. */
function toRecord(map: ReadonlyMap<string, string>): Record<string, string> {
  const record: Record<string, string> = Object.create(null);
  for (const [name, value] of map) record[name] = value;
  return record;
}
