// The steps to a credential in a ConfigMap, for whoever reads it and for the containers that have it: https://attack.mitre.org/techniques/T1552/007/
import type { World } from '../../model/facts.ts';
import type { Edge, EdgeRule, GraphFacts, NodeId } from '../../model/graph.ts';
import { always, assuming } from '../conditions.ts';
import { leakyConfigsIn, type Leak, type LeakyConfig } from '../rights/config-credentials.ts';
import { composeExample, kubernetesExample, rightsExample, ruleText } from '../example-text.ts';
import { configKeyNode, configNode, placeOf, rightsNode } from '../nodes.ts';
import { stepsByRight } from '../rights/rights-step.ts';
import { toEdge } from '../step.ts';

const config = (data: string): string =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: web, namespace: shop}\ndata: {${data}}\n`;
const taken = { container: { envFrom: '[{configMapRef: {name: web}}]' } };
export const configContents: EdgeRule = {
  id: 'config-contents',
  title: 'A ConfigMap holds a credential',
  why: 'Roles that only look at things read ConfigMaps, which keep nothing secret. A key of a cloud in one is an identity there for whoever reads it; a password lets one into what uses it.',
  refs: ['T1552.007', 'T1552.001', 'C-0012'],
  examples: {
    bad: [
      kubernetesExample(taken, `---\n${config('AWS_SECRET_ACCESS_KEY: q8Zt0rVxJ3mKc7Wd5sYb1nGh4fLp9eUa2iOjTkRv')}`),
      rightsExample({
        rules: [ruleText('', ['configmaps'], ['get', 'list'])],
        rest: [config('DB_PASSWORD: hunter2-Qx81vb')],
      }),
    ],
    good: [
      kubernetesExample(taken, `---\n${config('DB_PASSWORD_FILE: /run/secrets/db')}`),
      rightsExample({
        rules: [ruleText('', ['configmaps'], ['get', 'list'])],
        rest: [config('DB_HOST: db')],
      }),
      composeExample(),
    ],
  },
  *edges(world, facts) {
    const configs = leakyConfigsIn(world);
    if (configs.length === 0) return;
    yield* byRights(world, configs);
    yield* fromHubs(configs);
    for (const one of configs) yield* contents(one, facts);
  },
};
function* byRights(world: World, configs: readonly LeakyConfig[]): Iterable<Edge> {
  const rule = { rule: 'config-contents', rights: ['readConfigMaps'] } as const;
  const places = new Set(configs.map(({ place }) => placeOf(place)));
  const hubs = new Set(configs.map(({ place, namespace }) => configNode(place, namespace)));
  const byName = Map.groupBy(configs, ({ place, name }) => `${placeOf(place)}\n${name}`);
  const yields = ['PEER_READ'];
  yield* stepsByRight(world, rule, ({ place, namespace }, { names }) => {
    const to = configNode(place, namespace);
    if (names.length === 0)
      return (namespace === undefined ? places.has(placeOf(place)) : hubs.has(to)) ? [{ to, yields }] : [];
    return names
      .flatMap((name) => byName.get(`${placeOf(place)}\n${name}`) ?? [])
      .filter((one) => namespace === undefined || one.namespace === namespace)
      .map(({ node }) => ({ to: node, yields }));
  });
}
/** From what reads all of a namespace or of the cluster to each of them. */
function* fromHubs(configs: readonly LeakyConfig[]): Iterable<Edge> {
  const drawn = new Set<string>();
  const once = (from: NodeId, to: NodeId, why: string): readonly Edge[] => {
    const key = `${from}\n${to}`;
    if (drawn.has(key)) return [];
    drawn.add(key);
    return [toEdge({ rule: 'config-contents', from, to, when: always, why, yields: ['PEER_READ'] })];
  };
  for (const { place, namespace, name, node, leaks } of configs) {
    const [all, own] = [configNode(place, undefined), configNode(place, namespace)];
    const it = 'it has the config maps there';
    yield* once(rightsNode(place, undefined, 'everything'), all, it);
    yield* once(rightsNode(place, namespace, 'everything'), own, it);
    yield* once(all, own, `so in ${namespace} too`);
    yield* once(own, node, `the config map ${name} holds ${leaks[0]?.what ?? 'a credential'}`);
  }
}
const inside = assuming('config-inside', 'the credential in the config map lets one into the program that uses it');
function* contents({ node, place, namespace, name, leaks, uses }: LeakyConfig, facts: GraphFacts): Iterable<Edge> {
  const to = configKeyNode(place, namespace, name);
  yield* keys(name, leaks, { from: node, to });
  for (const use of uses) {
    const user = facts.nodeOf(use.workload.id, use.container.name);
    yield* keys(name, use.leaks, { from: user, to });
    const why = `it uses the config map ${name}`;
    const yields = ['PEER_READ'];
    yield toEdge({ rule: 'config-contents', from: node, to: user, when: inside, why, yields, at: use.at });
  }
}
function* keys(name: string, leaks: readonly Leak[], ends: Pick<Edge, 'from' | 'to'>): Iterable<Edge> {
  for (const { clouds, at, key } of leaks) {
    for (const cloud of clouds) {
      const why = `the config map ${name} has a key of ${cloud} (${key})`;
      yield toEdge({ rule: 'config-contents', ...ends, when: always, why, yields: ['CLOUD_KEY'], at });
    }
  }
}
