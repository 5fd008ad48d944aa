// Names stay what they are, whatever they are.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toKeyName } from './key-name.ts';
import { parseJson } from './json.ts';
import { parseYaml } from './yaml.ts';

for (const name of ['metadata', '', '__proto__', 'constructor', '80', '1.5', '-0', 'ä\u0000\ud800', 'x'.repeat(1000)]) {
  test(`the name ${JSON.stringify(name.slice(0, 20))}`, () => {
    assert.equal(toKeyName(name), name);
    assert.equal(toKeyName(`${name} `.slice(0, -1)), name);
  });
}
test('as many names as a file makes up', () => {
  const names = Array.from({ length: 30_000 }, (_, index) => `name-${index}`);
  assert.deepEqual(names.map(toKeyName), names);
});
test('keys of both formats', () => {
  for (const { documents } of [parseYaml('__proto__: 1\n"a\\tb": 2\n'), parseJson('{"__proto__": 1, "a\\tb": 2}')]) {
    const root = documents[0]?.root;
    assert.deepEqual(root?.kind === 'map' && root.pairs.map(({ key, value }) => [key.value, value.kind]), [
      ['__proto__', 'scalar'],
      ['a\tb', 'scalar'],
    ]);
  }
});
