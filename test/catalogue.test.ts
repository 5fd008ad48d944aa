// Every rule of the catalogue that this program means to judge is written, or stands in docs/left-out.md with its reason.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { checks } from '../src/checks/index.ts';
import { standards } from '../src/policy/standards/index.ts';
import { root } from './plimsoll.ts';

const catalogue = path.join(root, '..', 'shared', 'knowledge', 'checks.md');
const skip = !existsSync(catalogue) && 'the catalogue is not here';
const sections = 'ACFGHI';

/** Ids by section letter. */
function catalogued(): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  let section = '';
  let isTable = false;
  for (const line of readFileSync(catalogue, 'utf8').split('\n')) {
    const heading = /^## (?:([A-K])\.)?/u.exec(line);
    if (heading !== null) section = heading[1] ?? '';
    if (line.startsWith('### ')) isTable = /^### [A-K]\d/u.test(line);
    const id = /^\| `([\w-]+)`/u.exec(line)?.[1];
    if (id === undefined || section === '' || !isTable) continue;
    found.set(section, [...(found.get(section) ?? []), id]);
  }
  return found;
}
const leftOut = [
  ...readFileSync(path.join(root, 'docs/left-out.md'), 'utf8').matchAll(/^\| `([\w-]+)` +\| (.+?) *\|$/gmu),
];
const written = new Set<string>(checks.map(({ id }) => id));

for (const section of sections) {
  test(`section ${section}: each rule is written or left out with a reason`, { skip }, () => {
    if (skip !== false) return;
    const ids = catalogued().get(section) ?? [];
    assert.ok(ids.length > 20, `only ${ids.length} rules`);
    const left = new Set(leftOut.map(([, id]) => id));
    assert.deepEqual(
      ids.filter((id) => !written.has(id) && !left.has(id)),
      [],
    );
  });
}
test('nothing is left out that is there, and nothing twice', () => {
  const ids = leftOut.map(([, id]) => id ?? '');
  assert.deepEqual(
    ids.filter((id) => written.has(id)),
    [],
  );
  assert.equal(new Set(ids).size, ids.length);
  assert.deepEqual(
    leftOut.filter(([, , reason]) => (reason ?? '').length < 10),
    [],
  );
});
test('the points of standards name rules that are there or known to be missing', () => {
  const elsewhere = /^(?:host|dd|df3|ops|swarm|k8s|aws|az|gcp|do|oci|img|sup|reg|rt|rta)-/u;
  const known = new Set([...written, ...leftOut.map(([, id]) => id ?? ''), 'vulnerable-package', 'malicious-package']);
  const strange = standards.flatMap(({ points }) => points.flatMap(({ rules }) => rules));
  assert.deepEqual([...new Set(strange)].filter((rule) => !known.has(rule) && !elsewhere.test(rule)).sort(), []);
});
