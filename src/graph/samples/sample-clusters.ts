// Test support: the roles, bindings, accounts and pods of a small cluster at random.
import type { BindingFact, Fact, RoleFact } from '../../model/facts.ts';
import type { Workload } from '../../model/workload.ts';
import { bindingSample, namespaceSample, roleSample, secretSample } from './sample-rights.ts';
import { any, type Pick } from './sample-says.ts';
import { sampleWorkload } from './sample-world.ts';

export const namespaces = ['shop', 'ops'] as const;
export const subjects = [
  'shop/w0',
  'ops/w1',
  'shop/w2',
  'group:system:serviceaccounts:shop',
  'group:system:authenticated',
  'group:ops',
  'user:ada',
] as const;
const rbac = 'rbac.authorization.k8s.io';
const verbs = ['get', 'create', 'update', 'get,list', 'create,patch', 'escalate', 'bind', 'impersonate', '*'] as const;
const resources = [
  'pods',
  'pods/exec',
  'secrets',
  'serviceaccounts/token',
  'serviceaccounts',
  'nodes/proxy',
  'pods/portforward,pods/proxy,services/proxy',
  'namespaces',
  'persistentvolumes',
  'users,groups',
  'apps:deployments',
  `${rbac}:clusterroles`,
  `${rbac}:roles,rolebindings`,
  `${rbac}:clusterroles,clusterrolebindings`,
  'admissionregistration.k8s.io:mutatingwebhookconfigurations',
  'configmaps',
  '*',
] as const;
const names = ['', '', '', ' [w1]', ' [r1,admin]', ' [ada,ops]', ' [shop]'] as const;
export function randomRule(next: Pick): string {
  return `${any(next, verbs)} ${any(next, resources)}${any(next, names)}`;
}
export function randomFacts(next: Pick): { roles: RoleFact[]; bindings: BindingFact[]; rest: Fact[] } {
  const rules = (): string[] => Array.from({ length: 1 + next(2) }, () => randomRule(next));
  const roles = Array.from({ length: 4 }, (_, index) =>
    roleSample({ name: `r${index}`, rules: rules(), ...(index === 1 && { namespace: any(next, namespaces) }) }),
  );
  const bindings = Array.from({ length: 2 + next(5) }, (_, index) =>
    bindingSample({
      name: `b${index}`,
      role: any(next, ['r0', 'r1', 'r2', 'r3', 'Role r1', 'edit', 'gone']),
      to: [any(next, subjects)],
      ...(next(3) > 0 && { namespace: any(next, namespaces) }),
    }),
  );
  const rest = [
    ...namespaces.map((name) => namespaceSample(name, any(next, ['restricted', 'privileged', 'baseline']))),
    secretSample({ name: 't', namespace: any(next, namespaces), account: any(next, ['w0', 'w1']) }),
  ];
  return { roles, bindings, rest };
}
export function randomPods(next: Pick): readonly Workload[] {
  return ['shop', 'ops', 'shop', 'ops'].map((project, index) =>
    sampleWorkload({
      engine: 'kubernetes',
      project,
      name: `w${index}`,
      type: any(next, ['Deployment', 'DaemonSet']),
      containers: [
        {
          network: 'none',
          runtime: 'runsc',
          serviceAccount: `w${index}`,
          serviceAccountToken: next(4) > 0,
          env: next(2) === 0 ? [] : [{ name: 'A', ref: `secret:w${index}/a` }],
        },
      ],
    }),
  );
}
