// Texts that nest without end, and small ones that stand for very much.
import { dockerMembers, filesToMembers, type ImageParts, ociFiles } from '../make-image.ts';
import { makeTar, type TarEntry } from '../make-tar.ts';
import { type Case, debian, dockerfile, folder, pod, single } from './case.ts';

const depth = 100_000;
const json = {
  'JSON lists': '['.repeat(depth) + ']'.repeat(depth),
  'JSON maps': '{"a":'.repeat(depth),
} as const;
const yaml = {
  lists: `${'- '.repeat(depth)}a`,
  'flow lists': '['.repeat(depth),
  'flow lists that end': '['.repeat(depth) + ']'.repeat(depth),
  'flow maps': '{a: '.repeat(depth),
  keys: '? '.repeat(depth),
} as const;

const image: ImageParts = { layers: [makeTar([{ path: 'etc/os-release', content: debian }])], tags: ['app:1'] };
export function withMember(members: readonly TarEntry[], name: RegExp, content: string): Buffer {
  return makeTar(members.map((member) => (name.test(member.path) ? { ...member, content } : member)));
}

const deepJson = Object.entries(json).flatMap(([what, text]): readonly Case[] => [
  folder(`${what}, 100,000 deep, as package-lock.json`, { 'package-lock.json': text }, 3),
  folder(`${what}, 100,000 deep, as a manifest`, { 'a.json': `{"apiVersion":"v1","kind":"Pod","spec":${text}` }, 3),
  single(`${what}, 100,000 deep, as manifest.json`, 'a.tar', withMember(dockerMembers([image]), /^manifest/u, text), 2),
  single(
    `${what}, 100,000 deep, as index.json`,
    'a.tar',
    withMember(filesToMembers(ociFiles([image])), /^index/u, text),
    2,
  ),
  single(
    `${what}, 100,000 deep, as a configuration`,
    'a.tar',
    withMember(dockerMembers([image], 'legacy'), /^[0-9a-f]{64}\.json$/u, text),
    2,
  ),
]);
const deepYaml = Object.entries(yaml).flatMap(([what, text]): readonly Case[] => [
  folder(`YAML ${what}, 100,000 deep, as a Compose file`, { 'compose.yaml': `services:\n  a: ${text}` }, 3),
  folder(`YAML ${what}, 100,000 deep, as a manifest`, { 'a.yaml': `${pod}  containers: ${text}` }, 3),
  folder(`YAML ${what}, 100,000 deep, as an ignore file`, { dockerfile, '.plimsoll-ignore.yaml': text }, 2),
]);

/** Ten aliases of ten aliases of ten … */
const aliases = Array.from(
  { length: 12 },
  (_, level) => `a${level + 1}: &a${level + 1} [${`*a${level}, `.repeat(10)}]\n`,
);
const bomb = `a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n${aliases.join('')}`;
const merges = Array.from(
  { length: 40 },
  (_, level) => `x${level + 1}: &m${level + 1} {<<: [*m${level}, *m${level}], k${level}: {<<: *m${level}}}\n`,
);
const mergeBomb = `x0: &m0 {k: v}\n${merges.join('')}`;
const bombs: readonly Case[] = [
  folder(
    'an alias bomb in a Compose file',
    { 'compose.yaml': `${bomb}services: {a: {image: x, command: *a12, environment: *a12}}\n` },
    0,
    3,
  ),
  folder('an alias bomb in a manifest', { 'a.yaml': `${bomb}${pod}  containers: *a12\n` }, 0, 3),
  folder('an alias bomb in an ignore file', { dockerfile, '.plimsoll-ignore.yaml': `${bomb}ignore: *a12\n` }, 2),
  folder(
    'a bomb of merge keys in a Compose file',
    { 'compose.yaml': `${mergeBomb}services: {a: {<<: *m40, image: x, labels: *m40}}\n` },
    0,
    3,
  ),
  folder(
    'a bomb of merge keys in a manifest',
    { 'a.yaml': `${mergeBomb}${pod}  <<: *m40\n  containers: [{<<: *m40, name: a, image: x}]\n` },
    0,
    3,
  ),
];
export const texts: readonly Case[] = [...deepJson, ...deepYaml, ...bombs];
