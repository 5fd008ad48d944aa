// The steps from a secret to what it opens, for whoever reads it and for the containers that have it: https://attack.mitre.org/techniques/T1552/007/
import type { Edge, EdgeRule, GraphFacts, NodeId } from '../../model/graph.ts';
import { always, assuming, type Condition } from '../conditions.ts';
import { cloudOfKey } from '../rights/cloud-identities.ts';
import { composeExample, kubernetesExample } from '../example-text.ts';
import { tokenType } from '../rights/identities.ts';
import { accountNode, rightsNode, secretKeyNode } from '../nodes.ts';
import { secretsIn, type Secret, type SecretFact } from '../rights/rights-secrets.ts';
import { toEdge } from '../step.ts';

const secret = (type: string, rest: string): string =>
  `---\napiVersion: v1\nkind: Secret\nmetadata: {name: web, namespace: shop${rest}\ntype: ${type}\n`;
const mounted = {
  pod: { volumes: '[{name: key, secret: {secretName: web}}]' },
  container: { volumeMounts: '[{name: key, mountPath: /key}]' },
};
export const secretContents: EdgeRule = {
  id: 'secret-contents',
  title: 'A secret opens something else',
  why: 'A token in it is a service account, the login of a registry changes what runs next, a key of a cloud is an identity there. A container has what its own secrets open; who may read the secrets of others is let in where they are used.',
  refs: ['T1552.007', 'T1528', 'T1525', 'IceKube GET_AUTHENTICATION_TOKEN_FOR', 'IceKube MOUNTS_SECRET'],
  examples: {
    bad: [
      kubernetesExample({}, secret(tokenType, ', annotations: {kubernetes.io/service-account.name: web}}')),
      kubernetesExample({}, secret('kubernetes.io/dockerconfigjson', '}')),
      kubernetesExample({}, secret('Opaque', '}\nstringData: {aws_secret_access_key: "${KEY}"}')),
      kubernetesExample(mounted),
      kubernetesExample({
        ...mounted,
        pod: { volumes: '[{name: key, projected: {sources: [{secret: {name: web}}]}}]' },
      }),
    ],
    good: [kubernetesExample({}, secret('Opaque', '}\nstringData: {color: blue}')), composeExample()],
  },
  *edges(world, facts) {
    for (const one of secretsIn(world)) {
      for (const opened of openedBy(one)) {
        yield toStep(one.node, opened);
        for (const { workload, container, at } of one.uses)
          yield { ...toStep(facts.nodeOf(workload.id, container.name), opened), ...(at && { at }) };
      }
      yield* toUsers(one, facts);
    }
  },
};
interface Opened {
  readonly to: NodeId;
  readonly when: Condition;
  readonly why: string;
  readonly yields: readonly string[];
  readonly fact: SecretFact;
}
function toStep(from: NodeId, { to, when, why, yields, fact }: Opened): Edge {
  return toEdge({ rule: 'secret-contents', from, to, when, why, yields, at: fact.at[0] });
}
const mayPush = assuming('may-push', 'the login may push images that run here');
const keyWorks = assuming('key-works', 'the key in the secret is one of the cloud, and still good');
function openedBy({ place, namespace, name, facts }: Secret): readonly Opened[] {
  return facts.flatMap((fact): readonly Opened[] => {
    const account = fact.annotations['kubernetes.io/service-account.name'];
    if (fact.type === tokenType && account !== undefined) {
      const to = accountNode({ ...place, namespace }, account);
      const why = `the secret ${name} is a lasting token of the account ${account}`;
      return [{ to, when: always, why, yields: ['SA_TOKEN'], fact }];
    }
    if (fact.type === 'kubernetes.io/dockerconfigjson' || fact.type === 'kubernetes.io/dockercfg') {
      const to = rightsNode(place, namespace, 'pods');
      const why = `the secret ${name} is a login of a registry`;
      return [{ to, when: mayPush, why, yields: ['IMAGE_PERSIST'], fact }];
    }
    const clouds = new Set(fact.keys.map((key) => cloudOfKey(key.name)).filter((cloud) => cloud !== undefined));
    return [...clouds].map((cloud) => ({
      to: secretKeyNode(place, namespace, name),
      when: keyWorks,
      why: `the secret ${name} has a key of ${cloud}`,
      yields: ['CLOUD_KEY'],
      fact,
    }));
  });
}
const inside = assuming('secret-inside', 'what is in the secret lets one into the program that uses it');
function* toUsers({ node, name, uses }: Secret, facts: GraphFacts): Iterable<Edge> {
  for (const { workload, container, at } of uses) {
    yield toEdge({
      rule: 'secret-contents',
      from: node,
      to: facts.nodeOf(workload.id, container.name),
      when: inside,
      why: `it uses the secret ${name}`,
      yields: ['PEER_READ'],
      at,
    });
  }
}
