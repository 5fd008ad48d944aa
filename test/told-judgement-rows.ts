// What rules say of containers whose image or use was told of beside them: what could be put right, and what not.
import path from 'node:path';
import type { ScanResult } from '../src/scan/scan.ts';
import { accountRows, filesOf } from './account-rows.ts';
import { composed, podded } from './limit-rows.ts';
import { scanTargets, writeFiles } from './scan-folder.ts';

/** A situation in words, the rule that speaks of it, and how it comes about. */
export type ToldRow = readonly [fact: string, rule: string, scan: () => Promise<ScanResult>];
const scanFiles = (files: Readonly<Record<string, string>>) => async (): Promise<ScanResult> =>
  scanTargets([writeFiles(files)]);
const limits = ['wl-memory-limit', 'wl-cpu-limit'];

const [one, two, three] = ['1', '2', '3'].map((digit) => `sha256:${digit.repeat(64)}`);
/** Answers of engines about one name, a file each. */
function told(name: string, ...digests: readonly (string | undefined)[]): Readonly<Record<string, string>> {
  const repository = name.slice(0, name.lastIndexOf(':'));
  const files = digests.map((digest, index) => [
    `told-${String(index)}.json`,
    JSON.stringify([{ Id: digest, RepoTags: [name], RepoDigests: [`${repository}@${digest}`] }]),
  ]);
  return Object.fromEntries(files);
}
const nginx = { 'compose.yaml': 'services:\n  web: {image: "nginx:1.27"}\n' };
const inspected = {
  Id: 'a',
  Name: '/web',
  Config: { Image: 'nginx:1.27' },
  HostConfig: {},
};
const pins: readonly (readonly [fact: string, rule: string, files: Readonly<Record<string, string>>])[] = [
  ['two who agree on a digest', 'wl-image-no-digest', { ...nginx, ...told('nginx:1.27', one, one) }],
  ['two who do not', 'wl-image-no-digest', { ...nginx, ...told('nginx:1.27', one, two) }],
  ['three of whom two agree', 'wl-image-no-digest', { ...nginx, ...told('nginx:1.27', one, two, one) }],
  ['three who do not', 'wl-image-no-digest', { ...nginx, ...told('nginx:1.27', one, two, three) }],
  [
    'a container that runs is in no file',
    'wl-image-no-digest',
    { 'inspect.json': JSON.stringify([inspected]), ...told('nginx:1.27', one) },
  ],
  [
    'a stage of the name of its base is no image',
    'df-from-untagged',
    { Dockerfile: 'FROM node AS node\nRUN id\nFROM node\nUSER 1000\n', ...told('node:latest', one) },
  ],
  [
    'a stage from something else stays',
    'df-from-no-digest',
    {
      Dockerfile: 'FROM node:20 AS build\nFROM debian:12\nCOPY --from=build /a /a\nUSER 1000\n',
      ...told('node:20', one),
    },
  ],
  [
    'a name that once is written and once made up is pinned nowhere',
    'df-from-no-digest',
    {
      Dockerfile: 'ARG V=20\nFROM node:20 AS build\nFROM node:${V}\nCOPY --from=build /a /a\nUSER 1000\n',
      ...told('node:20', one),
    },
  ],
];
export const toldRows: readonly ToldRow[] = [
  ...pins.map(([fact, rule, files]): ToldRow => [fact, rule, scanFiles(files)]),
  ...Object.entries(accountRows).map(([fact, [row]]): ToldRow => {
    const isSaid = row.service?.includes('user: root') === true;
    return [
      fact,
      isSaid ? 'wl-run-as-root' : 'wl-run-as-nonroot-unset',
      async () => {
        const { folder, archive } = filesOf(row);
        return scanTargets([path.join(folder, 'compose.yaml'), archive]);
      },
    ];
  }),
  ...Object.entries(composed).flatMap(([fact, [text, told]]) =>
    limits
      .filter((rule) => rule === 'wl-memory-limit' || !text.includes('cpus: 1'))
      .map((rule): ToldRow => [fact, rule, scanFiles({ 'compose.yaml': text, 'told.json': told })]),
  ),
  ...Object.entries(podded).flatMap(([fact, [text, told]]) =>
    limits.map((rule): ToldRow => [fact, rule, scanFiles({ 'deploy.yaml': text, 'told.json': told })]),
  ),
];
