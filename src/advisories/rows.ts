// How the advisories of one package of one release lie in the database: JSON arrays, deflated when long.
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { Advisory, VersionRange } from '../model/advisory.ts';
import { severities } from '../model/severity.ts';
import type { Body, Head } from './record.ts';

/** `[id, aliases, upstream, malware, modified, published, summary]` */
export type HeadRow = readonly [string, readonly string[], readonly string[], 0 | 1, string, string, string];
/** A string is `fixed` of a range from 0; otherwise introduced, fixed or '', last affected or ''. */
export type RangeRow = string | readonly [string] | readonly [string, string] | readonly [string, string, string];
/** `[head, ranges, severity, score, vector, versions]`; the last three may be missing. */
export type Row = readonly [HeadRow, readonly RangeRow[], number, number?, string?, (readonly string[])?];

/** Inflating costs more than reading, so only what is long is deflated. */
const deflateFrom = 1500;
const maxInflated = 512 * 1024 * 1024;
const asText = 0;
const asDeflated = 1;

export function toHeadRow({ id, aliases, upstream, kind, modified, published, summary }: Head): HeadRow {
  return [id, aliases, upstream, kind === 'malware' ? 1 : 0, modified, published ?? '', summary ?? ''];
}
/** What follows the head. */
export function toTail({
  ranges,
  versions,
  severity,
  score,
  vector,
}: Omit<Body, 'release' | 'name'>): readonly unknown[] {
  const rank = severity === undefined ? -1 : severities.indexOf(severity);
  const tail: unknown[] = [ranges.map(toRangeRow), rank];
  if (score !== undefined || versions.length > 0) tail.push(score ?? -1, vector ?? '');
  if (versions.length > 0) tail.push(versions);
  return tail;
}
function toRangeRow({ introduced, fixed, lastAffected }: VersionRange): RangeRow {
  if (lastAffected !== undefined) return [introduced, fixed ?? '', lastAffected];
  if (fixed === undefined) return [introduced];
  return introduced === '0' ? fixed : [introduced, fixed];
}

/** Head and tail of each row by turns, as JSON. */
export function packRows(parts: readonly string[]): Uint8Array {
  let text = '';
  for (let at = 0; at < parts.length; at += 2)
    text += `${at === 0 ? '' : ','}[${parts[at] ?? ''},${(parts[at + 1] ?? '').slice(1)}`;
  text = `[${text}]`;
  const deflated = text.length >= deflateFrom;
  const bytes = deflated ? deflateRawSync(text, { level: 6 }) : Buffer.from(text);
  return Buffer.concat([Buffer.of(deflated ? asDeflated : asText), bytes]);
}

export function unpackRows(packed: Uint8Array): readonly Row[] {
  const bytes = Buffer.from(packed.buffer, packed.byteOffset + 1, packed.byteLength - 1);
  const text = packed[0] === asDeflated ? inflateRawSync(bytes, { maxOutputLength: maxInflated }) : bytes;
  const rows: unknown = JSON.parse(text.toString());
  if (!Array.isArray(rows)) throw new Error('not a list of advisories');
  // Written by `packRows` alone; the database's version says by which.
  return rows as readonly Row[];
}

export interface RowHome {
  readonly ecosystem: string;
  readonly name: string;
}
export function toAdvisory([head, ranges, rank, score, vector, versions]: Row, home: RowHome): Advisory {
  const [id, aliases, upstream, malware, modified, published, summary] = head;
  const severity = severities[rank];
  return {
    id,
    aliases,
    upstream,
    ecosystem: home.ecosystem,
    name: home.name,
    ranges: ranges.map(toRange),
    versions: versions ?? [],
    kind: malware === 1 ? 'malware' : 'vulnerability',
    modified,
    ...(severity !== undefined && { severity }),
    ...(score !== undefined && score >= 0 && { score }),
    ...(vector !== undefined && vector !== '' && { vector }),
    ...(published !== '' && { published }),
    ...(summary !== '' && { summary }),
  };
}
function toRange(row: RangeRow): VersionRange {
  if (typeof row === 'string') return { introduced: '0', fixed: row };
  const [introduced, fixed = '', lastAffected = ''] = row;
  return { introduced, ...(fixed !== '' && { fixed }), ...(lastAffected !== '' && { lastAffected }) };
}
