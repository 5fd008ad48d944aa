// Which images a list of trusted registries lets pass.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { declared } from '../../model/field.ts';
import { imageUntrustedRegistry } from './image-untrusted-registry.ts';
import { sampleAt, sampleWorkload, sampleWorld } from './workload-sample.ts';

const rows: readonly (readonly [image: string, trusted: readonly string[], passes: boolean])[] = [
  ['nginx', [], true],
  ['nginx', ['docker.io'], true],
  ['nginx', ['docker.io/library'], true],
  ['nginx', ['docker.io/lib'], false],
  ['nginx', ['ghcr.io'], false],
  ['ghcr.io/acme/web:1', ['docker.io', 'GHCR.io/acme/'], true],
  ['ghcr.io/acme-other/web:1', ['ghcr.io/acme'], false],
  ['a.example:5000/web', ['a.example'], false],
  ['a.b.example/web', ['*.example'], true],
  ['example/web', ['*.example'], false],
];
for (const [image, trusted, passes] of rows) {
  test(`${image} ${passes ? 'passes' : 'does not pass'} ${trusted.join(' ')}`, () => {
    const workload = sampleWorkload('docker', { image: declared(image, sampleAt) });
    const world = { ...sampleWorld(), trustedRegistries: trusted };
    assert.equal([...imageUntrustedRegistry.run(workload, world)].length, passes ? 0 : 1);
  });
}
