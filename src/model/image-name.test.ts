import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isFloating, parseImageName, type ImageName } from './image-name.ts';

const digest = `sha256:${'1'.repeat(64)}`;
const rows: readonly (readonly [text: string, name: ImageName | undefined])[] = [
  ['nginx', { registry: 'docker.io', repository: 'library/nginx' }],
  ['nginx:1.27', { registry: 'docker.io', repository: 'library/nginx', tag: '1.27' }],
  ['acme/web:', { registry: 'docker.io', repository: 'acme/web' }],
  ['docker.io/nginx', { registry: 'docker.io', repository: 'library/nginx' }],
  ['index.docker.io/acme/web', { registry: 'docker.io', repository: 'acme/web' }],
  ['GHCR.io/acme/web:1', { registry: 'ghcr.io', repository: 'acme/web', tag: '1' }],
  ['localhost/web', { registry: 'localhost', repository: 'web' }],
  ['localhost:5000/web', { registry: 'localhost:5000', repository: 'web' }],
  [`quay.io/a/b/c:1@${digest}`, { registry: 'quay.io', repository: 'a/b/c', tag: '1', digest }],
  [`web@${digest}`, { registry: 'docker.io', repository: 'library/web', digest }],
  [digest, undefined],
];
for (const [text, name] of rows) test(text, () => assert.deepEqual(parseImageName(text), name));

const moving: readonly (readonly [text: string, floats: boolean])[] = [
  ['nginx', true],
  ['nginx:Latest', true],
  ['nginx:1', false],
  [`nginx:latest@${digest}`, false],
];
for (const [text, floats] of moving)
  test(`${text} ${floats ? 'floats' : 'stays'}`, () => {
    const name = parseImageName(text);
    assert.equal(name !== undefined && isFloating(name), floats);
  });
