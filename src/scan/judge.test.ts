// From messages to findings: whose they are, in which order, under which ids.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toFactId, toRuleId, type FactId } from '../model/brand.ts';
import type { Check, Message } from '../model/check.ts';
import type { VolumeFact, World } from '../model/facts.ts';
import { byDefault, declared } from '../model/field.ts';
import { judge, subjectOf } from './judge.ts';

const at = { path: 'shop/compose.yaml', line: 3 };
function volume(name: string): VolumeFact {
  const id = toFactId('volume', 'sources', name);
  return { kind: 'volume', id, scope: 'sources', name, external: false, at: [at] };
}
const volumes = [volume('a'), volume('b')];
function check(id: string, keys: readonly string[], of = 'ab'): Check<'volume'> {
  const messages = keys.map((key): Message => ({ key, what: key, fields: [] }));
  return {
    id: toRuleId(id),
    title: id,
    severity: 'low',
    layer: 'container',
    on: 'volume',
    why: '',
    todo: '',
    refs: [],
    since: '2026.11',
    examples: { bad: [], good: [] },
    run: ({ name }) => (of.includes(name) ? messages : []),
  };
}
const world: World = {
  facts: (kind) => (kind === 'volume' ? Object(volumes) : []),
  known: () => 'all',
  buildOf: () => undefined,
};
const asked: FactId[] = [];
const options = {
  world,
  workloadsOf: ({ id }: { readonly id: FactId }) => {
    asked.push(id);
    return [];
  },
  relative: (path: string) => path.slice('shop/'.length),
};

test('check by check, fact by fact', () => {
  const found = judge([check('second', ['x']), check('first', ['x', 'y'])], options);
  assert.deepEqual(
    found.map(({ rule, subject, what }) => `${rule} ${subject.name} ${what}`),
    ['second a x', 'second b x', 'first a x', 'first a y', 'first b x', 'first b y'],
  );
});
test('things of a cluster or project are called by kind and namespace, so that two of one name differ', () => {
  const name = 'web';
  const of = <T extends { readonly kind: string }>(fact: T) => ({ ...fact, id: toFactId(fact.kind, 's', name), name });
  const raw = { format: 'kubernetes', path: 'a.yaml', document: 0, pointer: [] } as const;
  const shared = { scope: 's', at: [at], raw, annotations: {}, namespace: 'shop' };
  const service = {
    kind: 'service',
    type: 'ClusterIP',
    selector: {},
    ports: [],
    externalIps: [],
    sourceRanges: [],
  } as const;
  const network = { kind: 'network', scope: 's', project: 'shop', internal: false, external: false, at: [at] } as const;
  const facts = [
    of({ ...shared, ...service, pointer: [] }),
    of({ ...shared, kind: 'identity', pointer: [] } as const),
    of({ kind: 'namespace', scope: 's', labels: {}, at: [at], raw } as const),
    of(network),
  ];
  assert.deepEqual(
    facts.map((fact) => subjectOf(fact, String).name),
    ['Service shop/web', 'ServiceAccount shop/web', 'Namespace web', 'network shop/web'],
  );
});
test('the same said twice of one fact is two findings', () => {
  const found = judge([check('rule', ['x', 'x'], 'a'), check('other', ['x'], 'a')], options);
  assert.equal(new Set(found.map(({ id }) => id)).size, 3);
  assert.equal(found[0]?.id, judge([check('rule', ['x'], 'a')], options)[0]?.id);
});
test('an id is a hash of rule, subject, key and path', () => {
  // printf '["rule","volume:a","x","compose.yaml"]' | sha256sum
  assert.equal(judge([check('rule', ['x'], 'a')], options)[0]?.id, '3c1e6941d4644b56');
});
test('whom a fact concerns is asked once, and not at all of one that nobody accuses', () => {
  asked.length = 0;
  judge([check('one', ['x'], 'a'), check('two', ['x', 'y'], 'a')], options);
  assert.deepEqual(asked, [volumes[0]?.id]);
});
test('a finding stands where its fields do, else where its fact does', () => {
  const where = { path: 'shop/other.yaml', line: 9 };
  const fields = [
    { name: 'hostPath', field: declared('/etc', where) },
    { name: 'external', field: byDefault(false, 'docker') },
  ];
  const rule = { ...check('rule', []), run: () => [{ key: 'k', what: 'w', fields }] };
  const none = { ...check('rule', []), run: () => [{ key: 'k', what: 'w', fields: fields.slice(1) }] };
  assert.deepEqual(judge([rule], options)[0]?.at, [where]);
  assert.deepEqual(judge([none], options)[0]?.at, [at]);
  assert.deepEqual(judge([rule], options)[0]?.evidence, [
    { field: 'hostPath', value: '/etc' },
    { field: 'external', value: 'false (default of docker)' },
  ]);
});
