// The steps to an identity of a cloud that a workload or its account has, and from that to the cloud: https://attack.mitre.org/techniques/T1078/004/
import type { World } from '../../model/facts.ts';
import { isKnown } from '../../model/field.ts';
import type { Edge, EdgeRule, NodeId } from '../../model/graph.ts';
import { always, assuming, type Condition } from '../conditions.ts';
import {
  cloudIdentitiesOf,
  cloudOfKey,
  identityFacts,
  isHandedTo,
  keysOf,
  type CloudIdentity,
} from '../rights/cloud-identities.ts';
import { composeExample, kubernetesExample } from '../example-text.ts';
import { accountOf } from '../rights/identities.ts';
import {
  accountNode,
  cloudNode,
  configKeyNode,
  identityNode,
  kubernetes,
  secretKeyNode,
  type JudgedWorkload,
  type Place,
} from '../nodes.ts';
import { leakyConfigsIn } from '../rights/config-credentials.ts';
import { secretsIn } from '../rights/rights-secrets.ts';
import { subjectsOf, toEdge, type Subject } from '../step.ts';

const account = (annotation: string): string =>
  `---\napiVersion: v1\nkind: ServiceAccount\nmetadata: {name: web, namespace: shop, annotations: {${annotation}}}\n`;
const task = (role: string): string =>
  `{"family": "shop", ${role}"containerDefinitions": [{"name": "web", "image": "registry.example/web:1.4.2"}]}\n`;
export const cloudIdentity: EdgeRule = {
  id: 'cloud-identity',
  title: 'A workload is somebody in a cloud',
  why: 'The cloud takes the token of the service account, the role of the task or a key for an identity of its own. What that identity may do in the cloud was not seen.',
  refs: ['T1078.004', 'T1528', 'T1552.005', 'rp:providerIAM'],
  examples: {
    bad: [
      kubernetesExample(
        { pod: { serviceAccountName: 'web' } },
        account('eks.amazonaws.com/role-arn: "arn:aws:iam::111122223333:role/web"'),
      ),
      composeExample({ environment: '{AWS_ACCESS_KEY_ID: "${ID}", AWS_SECRET_ACCESS_KEY: "${KEY:-unset}"}' }),
      { format: 'ecs', text: task('"taskRoleArn": "arn:aws:iam::111122223333:role/web", ') },
    ],
    good: [
      kubernetesExample({ pod: { serviceAccountName: 'web' } }, account('app.example/owner: shop')),
      composeExample({ environment: '{AWS_REGION: eu-central-1}' }),
      { format: 'ecs', text: task('') },
    ],
  },
  *edges(world, facts) {
    const seen = new Map<NodeId, Place>();
    for (const one of [...ofAccounts(world), ...ofSecrets(world)]) {
      seen.set(one.to, one.place);
      if (one.from !== undefined) yield step({ ...one, from: one.from });
    }
    for (const subject of subjectsOf(world, facts)) {
      for (const one of ofContainer(world, subject)) {
        seen.set(one.to, one.place);
        yield step({ ...one, from: subject.node });
      }
    }
    for (const [from, place] of seen) yield toCloud(from, place);
  },
};
interface Found {
  readonly place: Place;
  readonly from?: NodeId;
  readonly to: NodeId;
  readonly why: string;
  readonly at: CloudIdentity['at'];
}
function step({ from, to, why, at }: Found & { readonly from: NodeId }): Edge {
  return toEdge({ rule: 'cloud-identity', from, to, when: always, why, yields: ['CLOUD_IDENTITY'], at });
}
const rights: Condition = assuming('cloud-rights', 'the identity has rights in the cloud beyond its own workload');
function toCloud(from: NodeId, place: Place): Edge {
  const to = cloudNode(place);
  return toEdge({
    rule: 'cloud-identity',
    from,
    to,
    when: rights,
    why: 'the cloud knows it',
    yields: ['CLOUD_ACCOUNT'],
  });
}
function identityOf(place: Place, { name }: CloudIdentity): NodeId {
  return identityNode(place, 'cloud', name);
}
function* ofAccounts(world: World): Iterable<Found> {
  for (const fact of world.facts('identity')) {
    const place = kubernetes(fact.scope);
    const from = accountNode({ ...fact, ...place }, fact.name);
    for (const one of cloudIdentitiesOf(fact))
      yield { place, from, to: identityOf(place, one), at: one.at, why: `${one.cloud} takes it for ${one.name}` };
  }
}
/** What leads there is in the secret, or in the ConfigMap. */
function* ofSecrets(world: World): Iterable<Found> {
  for (const { place, namespace, name, facts } of secretsIn(world)) {
    if (!facts.some(({ keys }) => keys.some((key) => cloudOfKey(key.name) !== undefined))) continue;
    yield { place, to: secretKeyNode(place, namespace, name), at: undefined, why: '' };
  }
  for (const { place, namespace, name, leaks } of leakyConfigsIn(world)) {
    if (leaks.every(({ clouds }) => clouds.size === 0)) continue;
    yield { place, to: configKeyNode(place, namespace, name), at: undefined, why: '' };
  }
}
function* ofContainer(world: World, { workload, container }: Subject): Iterable<Found> {
  for (const one of keysOf(container)) {
    const to = identityNode(workload, 'cloud', `${one.name} of ${workload.name}`);
    yield { place: workload, to, at: one.at, why: `it has a key of ${one.cloud} (${one.name})` };
  }
  if (workload.engine === 'ecs') yield* ofTask(workload, container);
  if (workload.engine !== 'kubernetes') return;
  for (const fact of identityFacts(world).get(accountNode(workload, accountOf(container))) ?? []) {
    for (const one of cloudIdentitiesOf(fact)) {
      if (!isHandedTo(workload, one)) continue;
      const to = identityOf(workload, one);
      yield { place: workload, to, at: one.at, why: `its account is ${one.name} for ${one.cloud}` };
    }
  }
}
function* ofTask(workload: JudgedWorkload, { effective }: Subject['container']): Iterable<Found> {
  const { serviceAccount: field } = effective;
  if (!isKnown(field) || field.value === '') return;
  const at = field.from === 'default' ? undefined : field.at;
  const to = identityNode(workload, 'cloud', field.value);
  yield { place: workload, to, at, why: `its task has the role ${field.value}` };
}
