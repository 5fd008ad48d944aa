// Judges secrets that many hold: https://kubernetes.io/docs/concepts/security/secrets-good-practices/
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import type { World } from '../../model/facts.ts';
import { declared } from '../../model/field.ts';
import { placedIndex, type NamedPlace } from '../../model/placed.ts';
import { manifests } from '../rbac/example-text.ts';
import { listed } from '../rbac/role-extent.ts';
import type { JudgedWorkload } from './container.ts';
import { podsOf } from './example-pods.ts';
import { secretsOf } from './taken-names.ts';

export const secretSharedCross: Check<'secret'> = {
  id: toRuleId('wl-secret-shared-cross'),
  title: 'One secret in the hands of many',
  severity: 'low',
  layer: 'cluster',
  on: 'secret',
  why: 'Whoever takes over the least guarded of them has what opens all, and nobody can replace it without breaking the others.',
  todo: 'Give each workload a credential of its own that can do what it needs.',
  refs: ['N190:4.3.4', 'C-0255'],
  since: '2026.11',
  get examples() {
    const secret = 'apiVersion: v1\nkind: Secret\nmetadata: {name: db, namespace: shop}\n';
    const users = (count: number, labels = '{app: web}'): readonly string[] =>
      Array.from({ length: count }, (_, index) =>
        podsOf({
          metadata: `{name: web-${String(index)}, namespace: shop}`,
          labels,
          says: { mounts: [{ kind: 'secret', source: 'db', target: '/run/secrets/db', readOnly: true }] },
        }),
      );
    return {
      bad: [manifests(secret, ...users(4))],
      good: [
        manifests(secret, ...users(2)),
        manifests(secret.replace('namespace: shop', 'namespace: other'), ...users(4)),
        manifests(secret, ...users(4, '{app: web, app.kubernetes.io/part-of: shop}')),
      ],
    };
  },
  *run(secret, world) {
    const [at] = secret.at;
    const users = usersOf(secret, world);
    if (at === undefined || users.length < many || areOne(users) || unshared.has(secret.type)) return;
    yield {
      key: 'users',
      what: `is held by ${listed(users.map(({ type, name }) => `${type} ${name}`).sort())}`,
      fields: [{ name: 'metadata.name', field: declared(secret.name, at) }],
    };
  },
};

/** Fewer may well be parts of one thing. */
const many = 4;
/** Certificates and logins of registries are one for a namespace by their nature. */
const unshared: ReadonlySet<string> = new Set([
  'kubernetes.io/dockerconfigjson',
  'kubernetes.io/dockercfg',
  'kubernetes.io/tls',
]);
const partOf = 'app.kubernetes.io/part-of';
function areOne(users: readonly JudgedWorkload[]): boolean {
  const wholes = new Set(users.map(({ labels }) => labels[partOf] ?? ''));
  return wholes.size === 1 && !wholes.has('');
}
type Use = NamedPlace & { readonly workload: JudgedWorkload };
const indexes = new WeakMap<World, (place: NamedPlace) => readonly Use[]>();
function usersOf(secret: NamedPlace, world: World): readonly JudgedWorkload[] {
  let index = indexes.get(world);
  if (index === undefined) {
    const uses = world
      .facts('workload')
      .flatMap((workload) => [...secretsOf(workload)].map((name): Use => ({ ...workload, name, workload })));
    index = placedIndex(uses, (use) => use);
    indexes.set(world, index);
  }
  return [...new Set(index(secret).map(({ workload }) => workload))];
}
