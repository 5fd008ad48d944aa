// What makes a Compose project: builds, names, overrides, and files that are none.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Draft } from '../../model/facts.ts';
import { bare, bareField, readSample, unknownsIn, workloadsIn } from './config-sample.ts';
import { composeReader } from './compose.ts';

interface Given {
  readonly path?: string;
  readonly beside?: Readonly<Record<string, string>>;
}
function read(content: string, given: Given = {}): Promise<readonly Draft[]> {
  return readSample(composeReader, { path: 'shop/compose.yaml', content, beside: {}, ...given });
}
/** A service of an image and these lines. */
function service(...lines: readonly string[]): string {
  return ['services:', '  web:', '    image: a:1', ...lines.map((line) => `    ${line}`), ''].join('\n');
}
async function fieldsOf(text: string, given?: Given): Promise<Readonly<Record<string, unknown>>> {
  return bare(workloadsIn(await read(text, given))[0]?.containers[0]);
}

const builds: readonly (readonly [fact: string, text: string, value: unknown])[] = [
  ['a folder', 'build: ./web', { context: 'shop/web', dockerfile: 'shop/web/Dockerfile' }],
  ['the file’s own folder', 'build: .', { context: 'shop', dockerfile: 'shop/Dockerfile' }],
  [
    'a file and a stage',
    'build: {context: ../a, dockerfile: b/D, target: t}',
    { context: 'a', dockerfile: 'a/b/D', target: 't' },
  ],
  ['no context', 'build: {dockerfile: D}', { context: 'shop', dockerfile: 'shop/D' }],
  ['a repository', 'build: https://example.org/a.git', '? the build context https://example.org/a.git is elsewhere'],
  ['in the file', 'build: {dockerfile_inline: "FROM a"}', { context: 'shop', dockerfile: 'shop/compose.yaml#web' }],
];
for (const [fact, text, value] of builds) {
  test(`a build: ${fact}`, async () => {
    const [workload] = workloadsIn(await read(service(text)));
    assert.deepEqual(bareField(workload?.containers[0]?.build), value);
  });
}

const projects: readonly (readonly [fact: string, text: string, given: Given, name: string | undefined])[] = [
  ['its own name', `name: x\n${service()}`, {}, 'x'],
  ['its folder', service(), {}, 'shop'],
  ['its folder, as Compose writes it', service(), { path: 'a/My.Shop/compose.yaml' }, 'myshop'],
  ['no folder', service(), { path: 'compose.yaml' }, undefined],
  ['the .env file', service(), { beside: { 'shop/.env': 'COMPOSE_PROJECT_NAME=y' } }, 'y'],
];
for (const [fact, text, given, name] of projects) {
  test(`a project is named by ${fact}`, async () =>
    assert.equal(workloadsIn(await read(text, given))[0]?.namespace, name));
}

const merged: readonly (readonly [fact: string, base: string, over: string, field: string, value: unknown])[] = [
  ['lists add up', 'cap_add: [A]', 'cap_add: [B]', 'capAdd', ['A', 'B']],
  ['single values are replaced', 'user: a', 'user: b', 'user', 'b'],
  [
    'variables by name',
    'environment: [A=1, B=1]',
    'environment: {B: "2"}',
    'env',
    [
      { name: 'A', value: '1' },
      { name: 'B', value: '2' },
    ],
  ],
  [
    'mounts by target',
    'volumes: ["/a:/t"]',
    'volumes: ["/b:/t"]',
    'mounts',
    [{ kind: 'bind', source: '/b', target: '/t', readOnly: false }],
  ],
  ['!reset takes away', 'privileged: true', 'privileged: !reset null', 'privileged', undefined],
  ['!reset of a list', 'cap_add: [A]', 'cap_add: !reset []', 'capAdd', undefined],
  ['!override takes the place', 'cap_add: [A]', 'cap_add: !override [B]', 'capAdd', ['B']],
  ['equal ports once', 'ports: ["1:1"]', 'ports: ["1:1"]', 'ports', [{ container: 1, host: 1, protocol: 'tcp' }]],
];
for (const [fact, base, over, field, value] of merged) {
  test(`an override: ${fact}`, async () => {
    const given = { beside: { 'shop/compose.override.yaml': service(over) } };
    assert.deepEqual((await fieldsOf(service(base), given))[field], value);
  });
}

const part = 'services: {b: {image: a, privileged: true}}';
const files: readonly (readonly [
  fact: string,
  text: string,
  given: Given,
  workloads: number,
  unknowns: readonly string[],
])[] = [
  ['another name', service(), { path: 'stack.yml' }, 1, []],
  ['in JSON', '{"services": {"web": {"image": "a"}}}', { path: 'x.json' }, 1, []],
  ['services of something else', 'services: {a: {class: b}}', { path: 'services.yaml' }, 0, []],
  ['a list of services', 'services: [postgres]', { path: 'ci.yml' }, 0, []],
  ['a manifest', 'apiVersion: v1\nservices: {a: {image: b}}', { path: 'x.yml' }, 0, []],
  ['broken', 'services: [', {}, 0, ['bad-syntax']],
  ['broken, under another name', 'services: [', { path: 'x.yml' }, 0, []],
  ['a template', 'services:\n  {{ x }}:\n    image: a\n  b: [', {}, 0, ['not-rendered']],
  ['extends of the same file', `${part}\n`.replace('}}', '}, c: {extends: b}}'), {}, 2, []],
  ['extends of a file that is not there', service('extends: {file: x.yml, service: b}'), {}, 1, ['companion-missing']],
  ['extends of a service that is not there', service('extends: b'), {}, 1, ['companion-missing']],
  ['extends of itself', service('extends: web'), {}, 1, ['bad-syntax']],
  ['a circle', 'services: {a: {image: x, extends: b}, b: {image: x, extends: a}}', {}, 2, ['bad-syntax', 'bad-syntax']],
  ['volumes from itself', service('volumes_from: [web]'), {}, 1, []],
  ['an include of nothing', `include: [x.yml]\n${service()}`, {}, 1, ['companion-missing']],
  ['an env file that is not there', service('env_file: x'), {}, 1, ['companion-missing']],
  ['an env file that need not be there', service('env_file: [{path: x, required: false}]'), {}, 1, []],
  ['a repeated key', service('user: a', 'user: b'), {}, 1, ['bad-syntax']],
  ['nothing', '', {}, 0, []],
];
for (const [fact, text, given, workloads, unknowns] of files) {
  test(`a file: ${fact}`, async () => {
    const drafts = await read(text, given);
    assert.equal(workloadsIn(drafts).length, workloads);
    assert.deepEqual(
      unknownsIn(drafts).map(({ code }) => code),
      unknowns,
    );
  });
}

const elsewhere: readonly (readonly [fact: string, text: string, found: readonly string[]])[] = [
  ['a provider', 'services: {a: {provider: {type: x}}, b: {image: c}}', ['provider a: x']],
  ['a provider that a variable names', 'services: {a: {provider: {type: $X}}}', ['provider a: ? ${X} is not set here']],
  ['an artefact', `include: ["oci://r.example/a:1"]\n${service()}`, ['remote-file oci://r.example/a:1']],
  ['a repository', `include: [{path: "git@r.example:a.git"}]\n${service()}`, ['remote-file git@r.example:a.git']],
  [
    'the basis of a service',
    service('extends: {file: "https://r.example/a.git", service: b}'),
    ['remote-file https://r.example/a.git'],
  ],
  ['a file of the folder', `include: [a.yaml]\n${service()}`, []],
];
for (const [fact, text, found] of elsewhere) {
  test(`from elsewhere: ${fact}`, async () => {
    const told = (await read(text)).flatMap((draft) => {
      if (draft.kind !== 'object') return [];
      const types = draft.leaves
        .filter(({ pointer }) => pointer === 'type')
        .map(({ field }) => String(bareField(field)));
      return [[`${draft.type} ${draft.name}`, ...types].join(': ')];
    });
    assert.deepEqual(told, found);
  });
}

const defaults: readonly (readonly [fact: string, value: string, variable: Readonly<Record<string, string>>])[] = [
  ['one that is used', '${X:-a}', { value: 'a', fallbackOf: 'X' }],
  ['one within a text', 'b${X-a}c', { value: 'bac', fallbackOf: 'X' }],
  ['one of a variable that is set', '${SET:-a}', { value: 's' }],
  ['an empty one', '${X:-}', { value: '' }],
  ['none', 'a', { value: 'a' }],
];
for (const [fact, value, variable] of defaults) {
  test(`a default: ${fact}`, async () => {
    const given = { beside: { 'shop/.env': 'SET=s' } };
    const { env } = await fieldsOf(service(`environment: {V: "${value}"}`), given);
    assert.deepEqual(env, [{ name: 'V', ...variable }]);
  });
}
