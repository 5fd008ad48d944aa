// Names with control characters, which a terminal would obey, everywhere a name can come from.
import { dockerMembers, makeDockerArchive } from '../make-image.ts';
import { makeTar } from '../make-tar.ts';
import { type Case, dockerfile, folder, single, write } from './case.ts';
import { withMember } from './texts.ts';

/** Sets the title, turns red, clears the screen, turns the text round; a line end would begin a line of its own. */
const control = '\u001b]0;owned\u0007\u001b[31m\u009b2J\u202e';
const lineEnd = `a\nplimsoll: fine ${control}`;
const quoted = JSON.stringify(lineEnd).replaceAll(
  /[\u007f-\uffff]/gu,
  (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
);
const formats = ['table', 'markdown'] as const;

const manifest = `apiVersion: v1
kind: Pod
metadata: {name: ${quoted}, namespace: ${quoted}}
spec:
  containers: [{name: ${quoted}, image: ${quoted}, env: [{name: ${quoted}, value: ${quoted}}], securityContext: {privileged: true}}]
`;
const layer = makeTar([
  { path: 'etc/os-release', content: `ID=debian\nVERSION_ID=12\nPRETTY_NAME="${control}"\n` },
  {
    path: 'var/lib/dpkg/status',
    content: `Package: a${control}\nStatus: install ok installed\nVersion: 1${control}\n`,
  },
  { path: `app/${lineEnd}/node_modules/x/package.json`, content: `{"name":${quoted},"version":"1.0.0${control}"}` },
  { path: `app/${lineEnd}/yarn.lock`, content: 'x' },
]);

export const names: readonly Case[] = [
  {
    ...folder(
      'control characters in files, and in their names',
      {
        [`${lineEnd}.yaml`]: manifest,
        [`${lineEnd}/Dockerfile`]: `FROM a\nRUN sudo ${control}\nENV ${control} x\n`,
        [`${lineEnd}/package-lock.json`]: '{',
        'compose.yaml': `name: ${quoted}\nservices: {${quoted}: {image: ${quoted}, privileged: true, pid: ${quoted}}}\n`,
      },
      1,
    ),
    formats,
  },
  {
    ...single(
      'control characters in an image',
      'a.tar',
      makeDockerArchive([
        {
          layers: [layer],
          tags: [`app:${control}`],
          config: { config: { User: lineEnd, Env: [`A=${lineEnd}`] }, history: [{ created_by: lineEnd }] },
        },
      ]),
      3,
    ),
    formats,
  },
  {
    is: 'control characters in what was asked for',
    make: () => [`${lineEnd}.tar`],
    codes: [2],
  },
  {
    is: 'control characters in options',
    make: (at) => [...write(at, { dockerfile }), '--only', lineEnd],
    codes: [2],
  },
  {
    is: 'control characters in the name of an option',
    make: (at) => [...write(at, { dockerfile }), `--${lineEnd}`],
    codes: [2],
  },
  folder(
    'control characters in an ignore file',
    { dockerfile, '.plimsoll-ignore.yaml': `ignore: [{${quoted}: 1}]` },
    2,
  ),
  single(
    'control characters in a manifest.json',
    `${lineEnd}.tar`,
    withMember(
      dockerMembers([{ layers: [layer], tags: ['a:1'] }]),
      /^manifest/u,
      `[{"Config":${quoted},"Layers":[${quoted}]}]`,
    ),
    2,
  ),
];
