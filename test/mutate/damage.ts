// What can happen to bytes: flips, cuts, copies, splices, other numbers, other words, and nesting without end.
import { putChecksum } from '../make-tar.ts';
import { pick, type Random, seeded } from '../seeded.ts';

/** One to four kinds of damage, the same for the same seed. `others` are whole samples to take pieces from. */
export function damage(bytes: Buffer, others: readonly Buffer[], seed: number): Buffer {
  const random = seeded(seed);
  for (let warm = 0; warm < 3; warm += 1) random(2);
  const kinds = isTar(bytes) ? [...anyBytes, ...tarBytes] : looksLikeText(bytes) ? [...anyBytes, ...text] : anyBytes;
  let damaged = bytes;
  for (let left = 1 + random(4); left > 0; left -= 1) damaged = pick(kinds, random)(damaged, random, others);
  return damaged.length > maxBytes ? damaged.subarray(0, maxBytes) : damaged;
}

const maxBytes = 4 * 1024 * 1024;
type Kind = (bytes: Buffer, random: Random, others: readonly Buffer[]) => Buffer;

function isTar(bytes: Buffer): boolean {
  return bytes.toString('latin1', 257, 262) === 'ustar';
}
function looksLikeText(bytes: Buffer): boolean {
  return !bytes.subarray(0, 4096).includes(0);
}
/** A place in the bytes; their end is one too. */
function place(bytes: Buffer, random: Random): number {
  return random(bytes.length + 1);
}
function stretch(bytes: Buffer, random: Random): readonly [from: number, to: number] {
  const from = place(bytes, random);
  return [from, Math.min(bytes.length, from + 1 + random(pick([4, 40, 400, 4000], random)))];
}
function put(bytes: Buffer, from: number, to: number, inside: Buffer): Buffer {
  return Buffer.concat([bytes.subarray(0, from), inside, bytes.subarray(to)]);
}

const numbers = [0, 1, 127, 128, 255, 256, 32_767, 65_535, 0x7fff_ffff, 0x8000_0000, 0xffff_ffff];
const anyBytes: readonly Kind[] = [
  function flip(bytes, random) {
    const copy = Buffer.from(bytes);
    for (let left = 1 + random(8); left > 0 && copy.length > 0; left -= 1) {
      const at = random(copy.length);
      copy[at] = (copy[at] ?? 0) ^ (1 << random(8));
    }
    return copy;
  },
  function overwrite(bytes, random) {
    const copy = Buffer.from(bytes);
    const [from, to] = stretch(copy, random);
    const value = random(3) === 0 ? random(256) : undefined;
    for (let at = from; at < to; at += 1) copy[at] = value ?? random(256);
    return copy;
  },
  function truncate(bytes, random) {
    return bytes.subarray(0, place(bytes, random));
  },
  function behead(bytes, random) {
    return bytes.subarray(random(Math.min(bytes.length, 64) + 1));
  },
  function insert(bytes, random) {
    const at = place(bytes, random);
    const size = 1 + random(pick([2, 16, 600, 70_000], random));
    const inside = Buffer.alloc(size, random(2) === 0 ? random(256) : pick(['\0', '\n', ' ', 'A', '\u{fe}'], random));
    return put(bytes, at, at, inside);
  },
  function remove(bytes, random) {
    const [from, to] = stretch(bytes, random);
    return put(bytes, from, to, Buffer.alloc(0));
  },
  function repeat(bytes, random) {
    const [from, to] = stretch(bytes, random);
    const piece = bytes.subarray(from, to);
    const times = pick([1, 2, 50, 2000], random);
    if (piece.length * times > maxBytes / 4) return put(bytes, to, to, piece);
    return put(bytes, to, to, Buffer.concat(Array.from({ length: times }, () => piece)));
  },
  function splice(bytes, random, others) {
    const other = pick(others, random);
    const [from, to] = stretch(other, random);
    const [at, end] = stretch(bytes, random);
    return put(bytes, at, random(2) === 0 ? at : end, other.subarray(from, to));
  },
  function cross(bytes, random, others) {
    const other = pick(others, random);
    return Buffer.concat([bytes.subarray(0, place(bytes, random)), other.subarray(place(other, random))]);
  },
  function number(bytes, random) {
    const copy = Buffer.from(bytes);
    const size = pick([1, 2, 4], random);
    if (copy.length < size) return copy;
    const at = random(copy.length - size + 1);
    const value = pick(numbers, random) & (size === 4 ? -1 : 2 ** (8 * size) - 1);
    if (random(2) === 0) copy.writeUIntLE(value >>> 0, at, size);
    else copy.writeUIntBE(value >>> 0, at, size);
    return copy;
  },
];

/** Fields of a header by place and length. POSIX.1-2024 pax, "ustar Interchange Format". */
const fields = {
  name: [0, 100],
  mode: [100, 8],
  size: [124, 12],
  letter: [156, 1],
  link: [157, 100],
  magic: [257, 8],
} as const;
const names = [
  '',
  '.',
  '..',
  '/',
  '../../etc/passwd',
  '/etc/passwd',
  'a/../../b',
  'manifest.json',
  'index.json',
  'oci-layout',
  'etc/os-release',
  '.wh..wh..opq',
  '.wh.etc',
  '\u001b[31m',
  'a\nb',
  'x'.repeat(100),
];
const octals = [
  '00000000000',
  '00000001000',
  '00000001001',
  '77777777777',
  '-0000000001',
  '0x000000010',
  '           ',
  '\u0080\0\0\0\0\0\0\0\0\0\u0001',
  '\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff',
];
const tarBytes: readonly Kind[] = [
  function lie(bytes, random) {
    const copy = Buffer.from(bytes);
    const header = pick(headersOf(copy), random);
    if (header.length < 512) return copy;
    const field = pick(['name', 'mode', 'size', 'size', 'letter', 'letter', 'link', 'magic'] as const, random);
    const [at, length] = fields[field];
    header.fill(0, at, at + length);
    const value =
      field === 'name' || field === 'link'
        ? pick(names, random)
        : field === 'size' || field === 'mode'
          ? pick(octals, random)
          : pick(['0', '1', '2', '5', 'L', 'K', 'x', 'g', 'S', 'V', 'D', '\0', '~'], random);
    header.write(value, at, length, 'latin1');
    putChecksum(header);
    return copy;
  },
  function again(bytes, random) {
    const member = pick(membersOf(bytes), random);
    const at = pick(membersOf(bytes), random).byteOffset - bytes.byteOffset;
    return put(bytes, at, at, member);
  },
  function without(bytes, random) {
    const member = pick(membersOf(bytes), random);
    const at = member.byteOffset - bytes.byteOffset;
    return put(bytes, at, at + member.length, Buffer.alloc(0));
  },
];
function headersOf(bytes: Buffer): readonly Buffer[] {
  const found: Buffer[] = [];
  for (let at = 0; at + 512 <= bytes.length; at += 512)
    if (isTar(bytes.subarray(at))) found.push(bytes.subarray(at, at + 512));
  return found.length === 0 ? [bytes.subarray(0, 512)] : found;
}
/** Headers with all that follows up to the next. */
function membersOf(bytes: Buffer): readonly Buffer[] {
  const begins = headersOf(bytes).map((header) => header.byteOffset - bytes.byteOffset);
  return begins.map((at, index) => bytes.subarray(at, begins[index + 1] ?? bytes.length));
}

const words = [
  'null',
  'true',
  'no',
  '~',
  '[]',
  '{}',
  '""',
  "'",
  '"',
  '&a ',
  '*a',
  '<<: *a',
  '!!binary ',
  '!!set ',
  '!tag ',
  '? ',
  '|',
  '>-',
  '|9',
  '---',
  '...',
  '%YAML 9.9',
  '#',
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  '\0',
  '\u001b[31m',
  '\u009b',
  '\u202e',
  '\ud800',
  '\ufeff',
  '\r',
  '\r\n',
  '\t',
  '$X',
  '${X}',
  '${X:-',
  '${X:?no}',
  '${X:-${X}}',
  '$$',
  '{{ .Values.x }}',
  '{{',
  '}}',
  '..',
  '../../..',
  '/',
  '\\',
  '%s',
  '<<EOF',
  'EOF',
  ',',
  ':',
  ': ',
  '- ',
  '=',
  '@',
  '*',
  'é',
  '漢',
  '🚢',
];
const figures = [
  '0',
  '-0',
  '-1',
  '1e999',
  '-1e999',
  '0.5',
  '.5',
  '5.',
  'NaN',
  '.inf',
  '0x7fffffff',
  '0o777',
  '0b1',
  '2147483648',
  '4294967296',
  '9007199254740993',
  '18446744073709551616',
  '1'.repeat(400),
  '0'.repeat(5000),
  '1_000',
  '01',
  '09',
  '1k',
  '1E',
  '99999-99999',
  '1.2.3.4.5.6',
  '1:2',
  '60:60',
];
const opened = ['[', '{', '{"a":', '[{"a":', '- ', '? ', '(', '${A:-', '$(', '"', '<<: {', '&a [', '!!x ', 'a: {'];
const text: readonly Kind[] = [
  function word(bytes, random) {
    const [from, to] = tokenAt(bytes, random);
    return put(bytes, random(2) === 0 ? from : to, to, Buffer.from(pick(words, random)));
  },
  function figure(bytes, random) {
    const [from, to] = someMatch(bytes, /\d+(?:\.\d+)*/gu, random);
    return put(bytes, from, to, Buffer.from(pick(figures, random)));
  },
  function nest(bytes, random) {
    const at = place(bytes, random);
    return put(bytes, at, at, Buffer.from(pick(opened, random).repeat(pick([3, 70, 1500, 30_000], random))));
  },
  function indent(bytes, random) {
    const lines = linesOf(bytes);
    const from = random(lines.length);
    const to = from + 1 + random(5);
    const by = random(6);
    return joined(
      lines.map((line, at) =>
        at < from || at >= to ? line : random(4) === 0 ? line.trimStart() : ' '.repeat(by) + line,
      ),
    );
  },
  function moveLine(bytes, random) {
    const lines = [...linesOf(bytes)];
    const [line = ''] = lines.splice(random(lines.length), random(2));
    lines.splice(random(lines.length + 1), random(2), line);
    return joined(lines);
  },
  function repeatLine(bytes, random) {
    const lines = [...linesOf(bytes)];
    const at = random(lines.length);
    const line = lines[at] ?? '';
    lines.splice(at, 0, ...Array.from({ length: pick([1, 3, 300], random) }, () => line));
    return joined(lines);
  },
  function otherToken(bytes, random, others) {
    const [from, to] = tokenAt(bytes, random);
    const other = pick(others, random);
    return put(bytes, from, to, other.subarray(...tokenAt(other, random)));
  },
  function deepen(bytes, random) {
    const lines = linesOf(bytes);
    const at = random(lines.length);
    const levels = pick([5, 120, 1200], random);
    const deep = Array.from({ length: levels }, (_, level) => `${' '.repeat(level)}a:`);
    return joined([...lines.slice(0, at), ...deep, ...lines.slice(at)]);
  },
];
function tokenAt(bytes: Buffer, random: Random): readonly [from: number, to: number] {
  return someMatch(bytes, /[\w./@-]+/gu, random);
}
/** The first one behind some place, or from the start; where there is none, the end. */
function someMatch(bytes: Buffer, pattern: RegExp, random: Random): readonly [from: number, to: number] {
  const text = bytes.toString('latin1');
  pattern.lastIndex = place(bytes, random);
  const found = pattern.exec(text) ?? pattern.exec(text);
  return found === null ? [bytes.length, bytes.length] : [found.index, found.index + found[0].length];
}
function linesOf(bytes: Buffer): readonly string[] {
  return bytes.toString('latin1').split('\n');
}
function joined(lines: readonly string[]): Buffer {
  return Buffer.from(lines.join('\n'), 'latin1');
}
