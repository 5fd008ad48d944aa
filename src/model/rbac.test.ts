// Rules, bindings, aggregation and groups, row by row; `test/rbac.test.ts` asks the authorizer itself.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toFactId } from './brand.ts';
import type { BindingFact, Fact, RoleFact, World } from './facts.ts';
import { bindingsOf, grantsOf, isAllowed, isUrlAllowed, permissionsOf } from './rbac-grants.ts';
import { allows, allowsUrl, type Permission } from './rbac.ts';
import { selects } from './selector.ts';

const raw = { format: 'kubernetes', path: 'rbac.yaml', document: 0, pointer: [] } as const;
function rule(text: Partial<Permission>): Permission {
  return { apiGroups: [''], resources: [], verbs: [], resourceNames: [], nonResourceUrls: [], ...text };
}
const rules: readonly (readonly [
  fact: string,
  rule: Partial<Permission>,
  request: readonly [verb: string, group: string, resource: string, name?: string],
  allowed: boolean,
])[] = [
  ['the same', { resources: ['pods'], verbs: ['get'] }, ['get', '', 'pods'], true],
  ['another verb', { resources: ['pods'], verbs: ['get'] }, ['list', '', 'pods'], false],
  ['another resource', { resources: ['pods'], verbs: ['get'] }, ['get', '', 'secrets'], false],
  ['another group', { resources: ['pods'], verbs: ['get'] }, ['get', 'apps', 'pods'], false],
  ['every verb', { resources: ['pods'], verbs: ['*'] }, ['impersonate', '', 'pods'], true],
  ['every group', { apiGroups: ['*'], resources: ['pods'], verbs: ['get'] }, ['get', 'apps', 'pods'], true],
  ['no group', { apiGroups: [], resources: ['pods'], verbs: ['get'] }, ['get', '', 'pods'], false],
  ['every resource', { resources: ['*'], verbs: ['get'] }, ['get', '', 'pods'], true],
  ['every resource has its subresources', { resources: ['*'], verbs: ['create'] }, ['create', '', 'pods/exec'], true],
  ['a resource has not', { resources: ['pods'], verbs: ['create'] }, ['create', '', 'pods/exec'], false],
  ['a subresource has not its resource', { resources: ['pods/exec'], verbs: ['get'] }, ['get', '', 'pods'], false],
  ['a subresource of all', { resources: ['*/exec'], verbs: ['create'] }, ['create', '', 'pods/exec'], true],
  ['another subresource', { resources: ['*/exec'], verbs: ['create'] }, ['create', '', 'pods/attach'], false],
  ['that is no pattern', { resources: ['pods/*'], verbs: ['create'] }, ['create', '', 'pods/exec'], false],
  ['nor is that', { resources: ['po*'], verbs: ['get'] }, ['get', '', 'pods'], false],
  ['the name', { resources: ['pods'], verbs: ['get'], resourceNames: ['a'] }, ['get', '', 'pods', 'a'], true],
  ['another name', { resources: ['pods'], verbs: ['get'], resourceNames: ['a'] }, ['get', '', 'pods', 'b'], false],
  [
    'no name, as a list has',
    { resources: ['pods'], verbs: ['list'], resourceNames: ['a'] },
    ['list', '', 'pods'],
    false,
  ],
  [
    'a name is no pattern',
    { resources: ['pods'], verbs: ['get'], resourceNames: ['*'] },
    ['get', '', 'pods', 'a'],
    false,
  ],
];
for (const [fact, text, [verb, group, resource, name], allowed] of rules) {
  test(`a rule: ${fact}`, () =>
    assert.equal(allows(rule(text), { verb, group, resource, ...(name !== undefined && { name }) }), allowed));
}
const urls: readonly (readonly [url: string, path: string, allowed: boolean])[] = [
  ['*', '/metrics', true],
  ['/metrics', '/metrics', true],
  ['/metrics', '/metrics/slis', false],
  ['/metrics*', '/metrics/slis', true],
  ['/healthz/*', '/healthz', false],
  ['/a**', '/ab', true],
  ['/*/b', '/a/b', false],
];
for (const [url, path, allowed] of urls) {
  test(`${url} and ${path}`, () =>
    assert.equal(allowsUrl(rule({ nonResourceUrls: [url], verbs: ['get'] }), 'get', path), allowed));
}

const selectors: readonly (readonly [operator: string, key: string, values: readonly string[], selected: boolean])[] = [
  ['In', 'a', ['b', 'c'], true],
  ['In', 'a', ['c'], false],
  ['In', 'x', ['b'], false],
  ['NotIn', 'a', ['c'], true],
  ['NotIn', 'a', ['b'], false],
  ['NotIn', 'x', ['b'], true],
  ['Exists', 'a', [], true],
  ['Exists', 'x', [], false],
  ['DoesNotExist', 'a', [], false],
  ['DoesNotExist', 'x', [], true],
  ['DoesNotExist', 'toString', [], true],
  ['Gt', 'a', ['0'], false],
];
for (const [operator, key, values, selected] of selectors) {
  test(`a selector: ${key} ${operator} ${values.join()}`, () =>
    assert.equal(selects({ labels: {}, expressions: [{ key, operator, values }] }, { a: 'b' }), selected));
}
test('an empty selector picks everything, labels must all be there', () => {
  assert.equal(selects({ labels: {}, expressions: [] }, {}), true);
  assert.equal(selects({ labels: { a: 'b', c: 'd' }, expressions: [] }, { a: 'b', c: 'd', e: 'f' }), true);
  assert.equal(selects({ labels: { a: 'b', c: 'd' }, expressions: [] }, { a: 'b' }), false);
});

/** Placed in a folder of their own unless a row says otherwise. */
function at(folder: string): readonly { readonly path: string; readonly line: number }[] {
  return [{ path: `${folder}rbac.yaml`, line: 1 }];
}
interface RoleSample {
  readonly namespace?: string;
  readonly rules?: readonly Partial<Permission>[];
  readonly labels?: Readonly<Record<string, string>>;
  readonly takes?: Readonly<Record<string, string>>;
  readonly folder?: string;
}
/** A cluster role unless it has a namespace, or says that it lacks one. */
function role(name: string, { namespace, rules = [], labels = {}, takes, folder = '' }: RoleSample = {}): RoleFact {
  return {
    kind: 'role',
    id: toFactId('role', 'test', name),
    scope: 'test',
    cluster: namespace === undefined,
    name,
    ...(namespace !== undefined && namespace !== '' && { namespace }),
    labels,
    rules: rules.map((one, index) => ({ ...rule(one), at: { path: 'rbac.yaml' }, pointer: ['rules', index] })),
    aggregates: takes === undefined ? [] : [{ labels: takes, expressions: [] }],
    at: at(folder),
    raw,
  };
}
interface BindingSample {
  readonly namespace?: string;
  readonly to: string;
  readonly folder?: string;
}
/** `to` is `ClusterRole NAME` or `Role NAME`; subjects are `Group NAME`, `User NAME` or `NAMESPACE/NAME`. */
function binding({ namespace, to, folder = '' }: BindingSample, ...subjects: readonly string[]): BindingFact {
  const [kind, name = ''] = to.split(' ');
  return {
    kind: 'binding',
    id: toFactId('binding', 'test', `${namespace ?? ''}/${to}`),
    scope: 'test',
    cluster: namespace === undefined,
    name: 'b',
    ...(namespace !== undefined && namespace !== '' && { namespace }),
    labels: {},
    role: { cluster: kind === 'ClusterRole', name },
    subjects: subjects.map((text, index) => ({
      ...toSubject(text),
      at: { path: 'rbac.yaml' },
      pointer: ['subjects', index],
    })),
    at: at(folder),
    raw,
  };
}
function toSubject(text: string): Pick<BindingFact['subjects'][number], 'type' | 'name' | 'namespace'> {
  const [type, named] = text.split(' ');
  if (named !== undefined && (type === 'User' || type === 'Group')) return { type, name: named };
  const [namespace = '', name = ''] = text.split('/');
  return { type: 'ServiceAccount', name, ...(namespace !== '' && { namespace }) };
}
function worldOf(known: 'all' | 'some', ...facts: readonly Fact[]): World {
  return {
    facts: (kind) => facts.filter((fact) => fact.kind === kind) as never,
    known: () => known,
    buildOf: () => undefined,
  };
}
const web = { scope: 'test', name: 'web', namespace: 'shop', at: at('') };
const getPods = { verb: 'get', group: '', resource: 'pods' };
const reader = { rules: [{ resources: ['pods'], verbs: ['get'] }] };

const grants: readonly (readonly [
  fact: string,
  facts: readonly Fact[],
  namespace: string | undefined,
  allowed: boolean,
])[] = [
  ['everywhere', [role('r', reader), binding({ to: 'ClusterRole r' }, 'shop/web')], 'other', true],
  ['also for the cluster', [role('r', reader), binding({ to: 'ClusterRole r' }, 'shop/web')], undefined, true],
  ['here', [role('r', reader), binding({ namespace: 'shop', to: 'ClusterRole r' }, 'shop/web')], 'shop', true],
  ['not there', [role('r', reader), binding({ namespace: 'shop', to: 'ClusterRole r' }, 'shop/web')], 'other', false],
  [
    'not for the cluster',
    [role('r', reader), binding({ namespace: 'shop', to: 'ClusterRole r' }, 'shop/web')],
    undefined,
    false,
  ],
  [
    'by its own role',
    [role('r', { ...reader, namespace: 'shop' }), binding({ namespace: 'shop', to: 'Role r' }, '/web')],
    'shop',
    true,
  ],
  [
    'not by a role of elsewhere',
    [role('r', { ...reader, namespace: 'other' }), binding({ namespace: 'shop', to: 'Role r' }, '/web')],
    'shop',
    false,
  ],
  [
    'not by a cluster role of that name',
    [role('r', reader), binding({ namespace: 'shop', to: 'Role r' }, '/web')],
    'shop',
    false,
  ],
  ['not for another account', [role('r', reader), binding({ to: 'ClusterRole r' }, 'shop/db')], 'shop', false],
  ['not for one of elsewhere', [role('r', reader), binding({ to: 'ClusterRole r' }, 'other/web')], 'shop', false],
  ['not for one of nowhere', [role('r', reader), binding({ to: 'ClusterRole r' }, '/web')], 'shop', false],
  [
    'by its user name',
    [role('r', reader), binding({ to: 'ClusterRole r' }, 'User system:serviceaccount:shop:web')],
    'shop',
    true,
  ],
  ['as one of all', [role('r', reader), binding({ to: 'ClusterRole r' }, 'Group system:authenticated')], 'shop', true],
  [
    'as one of all accounts',
    [role('r', reader), binding({ to: 'ClusterRole r' }, 'Group system:serviceaccounts')],
    'shop',
    true,
  ],
  [
    'as one of its namespace',
    [role('r', reader), binding({ to: 'ClusterRole r' }, 'Group system:serviceaccounts:shop')],
    'shop',
    true,
  ],
  [
    'not as one of another',
    [role('r', reader), binding({ to: 'ClusterRole r' }, 'Group system:serviceaccounts:a')],
    'shop',
    false,
  ],
  ['a role that is not there', [binding({ to: 'ClusterRole r' }, 'shop/web')], 'shop', false],
  ['a built-in role', [binding({ to: 'ClusterRole view' }, 'shop/web')], 'shop', true],
  ['what is built in is no Role', [binding({ namespace: 'shop', to: 'Role view' }, 'shop/web')], 'shop', false],
  [
    'an aggregated role',
    [
      role('r', { takes: { a: 'b' } }),
      role('part', { ...reader, labels: { a: 'b' } }),
      binding({ to: 'ClusterRole r' }, 'shop/web'),
    ],
    'shop',
    true,
  ],
  [
    'not of another label',
    [
      role('r', { takes: { a: 'b' } }),
      role('part', { ...reader, labels: { a: 'c' } }),
      binding({ to: 'ClusterRole r' }, 'shop/web'),
    ],
    'shop',
    false,
  ],
  [
    'aggregated twice',
    [
      role('r', { takes: { a: 'b' } }),
      role('q', { takes: { c: 'd' }, labels: { a: 'b' } }),
      role('part', { ...reader, labels: { c: 'd' } }),
      binding({ to: 'ClusterRole r' }, 'shop/web'),
    ],
    'shop',
    true,
  ],
  [
    'in a circle',
    [
      role('r', { takes: { a: 'b' }, labels: { c: 'd' } }),
      role('q', { takes: { c: 'd' }, labels: { a: 'b' } }),
      binding({ to: 'ClusterRole r' }, 'shop/web'),
    ],
    'shop',
    false,
  ],
  [
    'rules that come round in a circle',
    [
      role('r', { ...reader, takes: { a: 'b' }, labels: { c: 'd' } }),
      role('q', { takes: { c: 'd' }, labels: { a: 'b' } }),
      binding({ to: 'ClusterRole r' }, 'shop/web'),
    ],
    'shop',
    true,
  ],
  [
    'own rules are overwritten',
    [role('r', { ...reader, takes: { a: 'b' } }), binding({ to: 'ClusterRole r' }, 'shop/web')],
    'shop',
    false,
  ],
];
for (const [fact, facts, namespace, allowed] of grants) {
  test(`a grant: ${fact}`, () => {
    const request = { ...getPods, ...(namespace !== undefined && { namespace }) };
    assert.equal(isAllowed(worldOf('all', ...facts), web, request), allowed);
  });
}
test('what an aggregated role came with stands where its parts were not read', () => {
  const facts = [role('r', { ...reader, takes: { a: 'b' } }), binding({ to: 'ClusterRole r' }, 'shop/web')];
  assert.equal(isAllowed(worldOf('some', ...facts), web, { ...getPods, namespace: 'shop' }), true);
});
test('a label adds to the built-in roles above it', () => {
  const labels = { 'rbac.authorization.k8s.io/aggregate-to-edit': 'true' };
  const part = role('part', { rules: [{ apiGroups: ['x'], resources: ['y'], verbs: ['get'] }], labels });
  for (const [name, added] of [
    ['view', false],
    ['edit', true],
    ['admin', true],
    ['cluster-admin', false],
  ] as const) {
    const bound = binding({ to: `ClusterRole ${name}` }, 'shop/web');
    const world = worldOf('some', part, bound);
    assert.equal(
      permissionsOf(world, bound).some(({ apiGroups }) => apiGroups.includes('x')),
      added,
      name,
    );
    assert.equal(bindingsOf(world, part).length, Number(added), name);
  }
});
test('paths are let through by bindings for the whole cluster only', () => {
  const metrics = role('r', { rules: [{ apiGroups: [], nonResourceUrls: ['/metrics'], verbs: ['get'] }] });
  const request = { verb: 'get', path: '/metrics' };
  assert.equal(isUrlAllowed(worldOf('all', metrics, binding({ to: 'ClusterRole r' }, 'shop/web')), web, request), true);
  const here = binding({ namespace: 'shop', to: 'ClusterRole r' }, 'shop/web');
  assert.equal(isUrlAllowed(worldOf('all', metrics, here), web, request), false);
});
const places: readonly (readonly [
  account: string,
  subject: string,
  folders: readonly [string, string],
  held: boolean,
])[] = [
  ['', 'default', ['a/', 'b/'], true],
  ['', 'shop', ['a/', 'a/'], true],
  ['', 'shop', ['a/', 'b/'], false],
  ['shop', '', ['a/', 'a/'], true],
  ['shop', '', ['a/', 'b/'], false],
  ['shop', 'other', ['a/', 'a/'], false],
  ['', '', ['a/', 'b/'], true],
];
for (const [namespace, subject, folders, held] of places) {
  test(`an account in ${namespace || 'no namespace'}, bound in ${subject || 'none'}: ${folders.join(' and ')}`, () => {
    const account = { scope: 'test', name: 'web', at: at(folders[0]), ...(namespace !== '' && { namespace }) };
    const bound = binding({ namespace: subject, to: 'ClusterRole view', folder: folders[1] }, '/web');
    assert.equal(grantsOf(worldOf('some', bound), account).length === 1, held);
  });
}
