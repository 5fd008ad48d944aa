// RBAC as kube-apiserver itself decides it: random clusters, written as manifests, and requests of service accounts.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { toFactId } from '../src/model/brand.ts';
import type { Fact, World } from '../src/model/facts.ts';
import { isAllowed, isUrlAllowed } from '../src/model/rbac-grants.ts';
import { readSample, unknownsIn } from '../src/readers/config/config-sample.ts';
import { kubernetesReader } from '../src/readers/config/kubernetes.ts';
import { buildOracle } from './oracles/oracle.ts';

const clusters = 400;
const requestsEach = 60;
const namespaces = ['a', 'b'];
const names = ['r', 's'];
const resources = ['pods', 'pods/exec', 'pods/*', '*/exec', 'secrets', 'namespaces', '*'];
const verbs = ['get', 'list', 'create', 'deletecollection', '*'];
const urls = ['/metrics', '/metrics/a', '/metrics*', '/*', '*', '/livez/*'];
const some = <T>(...values: readonly T[]) => fc.subarray([...values], { minLength: 1 });

const rule = fc.oneof(
  fc.record({
    apiGroups: fc.constantFrom(['*'], [''], ['apps'], ['', 'apps']),
    resources: some(...resources),
    verbs: some(...verbs),
    resourceNames: fc.constantFrom(undefined, undefined, undefined, [], ['x'], ['x', 'y']),
  }),
  fc.record({ nonResourceURLs: some(...urls), verbs: some(...verbs) }),
);
const labels = fc.dictionary(fc.constantFrom('l', 'm'), fc.constantFrom('1', '2'), { maxKeys: 2 });
const selector = fc.record(
  {
    matchLabels: labels,
    matchExpressions: fc.array(
      fc.oneof(
        fc.record({
          key: fc.constantFrom('l', 'm'),
          operator: fc.constantFrom('In', 'NotIn'),
          values: some('1', '2'),
        }),
        fc.record({ key: fc.constantFrom('l', 'm'), operator: fc.constantFrom('Exists', 'DoesNotExist') }),
      ),
      { maxLength: 1 },
    ),
  },
  { requiredKeys: [] },
);
const group = 'rbac.authorization.k8s.io';
const apiVersion = `${group}/v1`;
const rules = fc.array(rule, { minLength: 1, maxLength: 3 });
const role = fc.record({
  apiVersion: fc.constant(apiVersion),
  kind: fc.constant('Role'),
  metadata: fc.record({ name: fc.constantFrom(...names), namespace: fc.constantFrom(...namespaces) }),
  rules,
});
const clusterRole = fc.record(
  {
    apiVersion: fc.constant(apiVersion),
    kind: fc.constant('ClusterRole'),
    metadata: fc.record({ name: fc.constantFrom(...names, 't', 'u'), labels }),
    rules,
    aggregationRule: fc.record({ clusterRoleSelectors: fc.array(selector, { minLength: 1, maxLength: 2 }) }),
  },
  { requiredKeys: ['apiVersion', 'kind', 'metadata', 'rules'] },
);
type ClusterRole = typeof clusterRole extends fc.Arbitrary<infer T> ? T : never;
const account = fc.record({ namespace: fc.constantFrom(...namespaces), name: fc.constantFrom('web', 'db') });
const subject = fc.oneof(
  account.map((one) => ({ kind: 'ServiceAccount', ...one })),
  fc.constantFrom('web', 'db').map((name) => ({ kind: 'ServiceAccount', name })),
  fc
    .constantFrom('system:serviceaccounts', 'system:serviceaccounts:a', 'system:authenticated', 'system:masters')
    .map((name) => ({ kind: 'Group', name, apiGroup: group })),
  account.map((one) => ({ kind: 'User', name: `system:serviceaccount:${one.namespace}:${one.name}`, apiGroup: group })),
);
const binding = (kind: string, refs: readonly string[]) =>
  fc.record({
    apiVersion: fc.constant(apiVersion),
    kind: fc.constant(kind),
    metadata: fc.record({
      name: fc.constantFrom('p', 'q'),
      ...(kind === 'RoleBinding' && { namespace: fc.constantFrom(...namespaces) }),
    }),
    roleRef: fc.record({
      apiGroup: fc.constant(group),
      kind: fc.constantFrom(...refs),
      name: fc.constantFrom(...names, ...names, ...names, 'gone'),
    }),
    subjects: fc.array(subject, { minLength: 1, maxLength: 3 }),
  });
const request = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      account,
      verb: fc.constantFrom('get', 'get', 'list', 'create', 'deletecollection', 'impersonate'),
      group: fc.constantFrom('', '', 'apps', 'batch'),
      resource: fc.constantFrom('pods', 'pods', 'secrets', 'namespaces'),
      subresource: fc.constantFrom('', '', '', 'exec', 'log'),
      name: fc.constantFrom('', 'x', 'x', 'z'),
      namespace: fc.constantFrom('', ...namespaces, ...namespaces),
      path: fc.constant(''),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      account,
      verb: fc.constantFrom('get', 'create'),
      path: fc.constantFrom('/metrics', '/metrics/a', '/livez/ping', '/livez', '/'),
    }),
  },
);
/** Each takes from those before it only: what comes of a circle depends on who writes first. */
function withoutCircles(all: readonly ClusterRole[]): readonly object[] {
  return all.map(({ metadata, aggregationRule, ...role }, index) => {
    const before = { key: 'level', operator: 'In', values: all.slice(0, index).map((_, at) => String(at)) };
    const clusterRoleSelectors = aggregationRule?.clusterRoleSelectors.map(({ matchExpressions = [], ...one }) => ({
      ...one,
      matchExpressions: [...matchExpressions, before],
    }));
    return {
      ...role,
      metadata: { ...metadata, labels: { ...metadata.labels, level: String(index) } },
      ...(clusterRoleSelectors && index > 0 && { aggregationRule: { clusterRoleSelectors } }),
    };
  });
}
/** Names are unique, as an API server sees to. */
const cluster = fc.record({
  roles: fc.uniqueArray(role, { minLength: 2, maxLength: 4, selector: ({ metadata }) => JSON.stringify(metadata) }),
  roleBindings: fc.array(binding('RoleBinding', ['Role', 'ClusterRole']), { minLength: 2, maxLength: 4 }),
  clusterRoles: fc
    .uniqueArray(clusterRole, { minLength: 3, maxLength: 4, selector: ({ metadata }) => metadata.name })
    .map(withoutCircles),
  clusterRoleBindings: fc.array(binding('ClusterRoleBinding', ['ClusterRole']), { minLength: 1, maxLength: 2 }),
  requests: fc.array(request, { minLength: requestsEach, maxLength: requestsEach }),
});

async function worldOf(objects: readonly object[]): Promise<World> {
  const content = JSON.stringify({ apiVersion: 'v1', kind: 'List', items: objects });
  const drafts = await readSample(kubernetesReader, { path: 'all.json', content });
  assert.deepEqual(unknownsIn(drafts), []);
  const facts = drafts.map((draft, index) => ({
    ...draft,
    id: toFactId(draft.kind as Fact['kind'], '', String(index)),
    scope: '',
  }));
  assert.equal(facts.length, objects.length);
  return {
    facts: (kind) => facts.filter((fact) => fact.kind === kind) as never,
    known: () => 'all',
    buildOf: () => undefined,
  };
}
const oracle = buildOracle('rbac');

test(
  `${clusters} random clusters: the same requests are let through`,
  { skip: 'missing' in oracle && oracle.missing },
  async () => {
    if ('missing' in oracle) return;
    const samples = fc.sample(cluster, { numRuns: clusters, seed: 20261126 });
    const input = samples.map((one) => JSON.stringify(one)).join('\n');
    const asked = spawnSync(oracle.program, { input: `${input}\n`, encoding: 'utf8', maxBuffer: 1 << 28 });
    assert.equal(asked.status, 0, asked.stderr);
    const answers = asked.stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as readonly boolean[]);
    assert.equal(answers.length, clusters);
    let allowed = 0;
    for (const [index, { requests, ...objects }] of samples.entries()) {
      const world = await worldOf(Object.values(objects).flat());
      for (const [which, one] of requests.entries()) {
        const who = { ...one.account, scope: '', at: [{ path: 'all.json' }] };
        const ours = 'group' in one ? isAllowed(world, who, toRequest(one)) : isUrlAllowed(world, who, one);
        assert.equal(ours, answers[index]?.[which], `${JSON.stringify(one)} in ${JSON.stringify(objects)}`);
        allowed += Number(ours);
      }
    }
    const all = clusters * requestsEach;
    assert.ok(
      allowed > all / 10 && allowed < (all * 9) / 10,
      `${allowed} of ${all} are let through: a lopsided sample`,
    );
  },
);
interface Asked {
  readonly verb: string;
  readonly group: string;
  readonly resource: string;
  readonly subresource: string;
  readonly name: string;
  readonly namespace: string;
}
function toRequest({ subresource, resource, name, namespace, verb, group }: Asked): Parameters<typeof isAllowed>[2] {
  return {
    verb,
    group,
    resource: subresource === '' ? resource : `${resource}/${subresource}`,
    ...(name !== '' && { name }),
    ...(namespace !== '' && { namespace }),
  };
}
