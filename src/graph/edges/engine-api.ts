// The step to an engine that listens on a network: https://docs.docker.com/engine/security/protect-access/
// https://github.com/Tecnativa/docker-socket-proxy#grant-or-revoke-access-to-certain-api-sections
import { isKnown, valueOf, type Field } from '../../model/field.ts';
import type { World } from '../../model/facts.ts';
import { toNodeId, type Edge, type EdgeRule, type GraphFacts } from '../../model/graph.ts';
import { imageNameOf } from '../../model/image-name.ts';
import type { Variable } from '../../model/workload.ts';
import { arrivalsOf } from '../network/arrivals.ts';
import { all, always, assuming, mappedUsers, refOf, type Condition } from '../conditions.ts';
import { composeExample, composeServices } from '../example-text.ts';
import { engineAddressOf } from '../network/engine-address.ts';
import { afterSocket } from '../made-for.ts';
import { hostMountsOf } from '../host/host-mounts.ts';
import { engineNode, hostListeners, placeOf } from '../nodes.ts';
import { variablesOf } from '../network/open-services.ts';
import { findSocket } from '../host/sockets.ts';
import { placedSubjectsOf, removing, subjectsOf, toEdge, type Subject } from '../step.ts';

const proxy = (environment: string): Readonly<Record<string, string>> => ({
  image: 'tecnativa/docker-socket-proxy:0.3.0',
  volumes: '["/var/run/docker.sock:/var/run/docker.sock:ro"]',
  environment,
});
export const engineApi: EdgeRule = {
  id: 'engine-api',
  title: 'The engine obeys over a network',
  why: 'Whoever reaches an engine, or a proxy before its socket that lets containers be started, is root of its host. A proxy that only lets them be looked at tells the variables of all of them.',
  refs: ['T1610', 'T1613', 'CISD 2.7', 'CDK docker-api-pwn'],
  examples: {
    bad: [
      composeServices({ web: {}, proxy: proxy('{CONTAINERS: 1, POST: 1}') }),
      composeServices({ web: {}, proxy: proxy('{CONTAINERS: 1}') }),
      composeExample({ environment: '{DOCKER_HOST: "tcp://host.docker.internal:2375"}' }),
      composeServices({
        web: {},
        relay: {
          image: 'alpine/socat:1.8',
          command: 'TCP-LISTEN:2375,fork UNIX-CONNECT:/var/run/docker.sock',
          volumes: '["/var/run/docker.sock:/var/run/docker.sock"]',
        },
      }),
    ],
    good: [
      composeServices({ web: {}, proxy: proxy('{CONTAINERS: 0, EVENTS: 1}') }),
      composeServices({ web: {}, db: {} }),
      composeExample({ environment: '{DOCKER_HOST: "unix:///var/run/docker.sock"}' }),
    ],
  },
  *edges(world, facts) {
    for (const subject of placedSubjectsOf(world, facts)) yield* throughProxy(world, facts, subject);
    yield* byAddress(world, facts);
  },
};

/** What a proxy lets through of the engine; `told` is what can only be read. */
type Allowed = { readonly what: 'all' | 'told'; readonly when: Condition; readonly field?: Field<Variable> };
function* throughProxy(world: World, facts: GraphFacts, subject: Subject): Iterable<Edge> {
  const allowed = allowedBy(subject);
  if (allowed === undefined) return;
  for (const found of hostMountsOf(subject, world)) {
    if (findSocket(found.path, subject.workload.engine)?.kind !== 'engine') continue;
    const told = toNodeId('volume', `${placeOf(subject.workload)}/variables of all containers`);
    const to = allowed.what === 'all' ? engineNode(subject.host) : told;
    for (const { node, when } of arrivalsOf(world, subject)) {
      const needs = all(when, found.when, mappedUsers(subject.container), allowed.when);
      if (needs === undefined) continue;
      yield toEdge({
        rule: 'engine-api',
        from: node,
        to,
        when: needs,
        why:
          allowed.what === 'all'
            ? `${subject.container.name} passes requests on to the engine socket`
            : `${subject.container.name} lets the engine tell of its containers`,
        yields: allowed.what === 'all' ? ['CTR_ALL'] : ['PEER_READ'],
        at: subject.container.at,
        fixes: [
          ...removing(subject, `remove the engine socket${afterSocket(subject.container)}`, {
            name: 'mounts',
            field: found.field,
          }),
          ...(allowed.field
            ? removing(subject, 'do not let it change anything', { name: 'env', field: allowed.field })
            : []),
        ],
      });
    }
    if (allowed.what === 'told') yield* toTold(world, facts, { told, subject });
  }
}
const proxies = /^(?:tecnativa\/docker-socket-proxy|linuxserver\/socket-proxy)$/;
const yes: ReadonlySet<string> = new Set(['1', 'true', 'yes', 'on']);
function allowedBy({ container }: Subject): Allowed | undefined {
  if (!proxies.test(imageNameOf(container.image)?.repository ?? '')) return isRelay(container) ? everything : undefined;
  const { env, blurred } = variablesOf(container);
  const isOn = (name: string): boolean => yes.has((env.get(name) ?? '').toLowerCase());
  const starts = isOn('POST') && ['CONTAINERS', 'SERVICES', 'BUILD', 'PLUGINS'].some(isOn);
  const post = container.effective.env.find((field) => isKnown(field) && field.value.name === 'POST');
  if (starts) {
    const fields = post === undefined ? [] : [refOf(container, 'env', post)];
    return { what: 'all', when: { ...always, fields }, ...(post && { field: post }) };
  }
  if (blurred)
    return { what: 'all', when: assuming('proxy-allows', 'the variables of the proxy let containers be started') };
  return isOn('CONTAINERS') ? { what: 'told', when: always } : undefined;
}
const everything: Allowed = { what: 'all', when: always };
function isRelay({ effective }: Subject['container']): boolean {
  const text = effective.command.map((field) => valueOf(field) ?? '').join(' ');
  return /TCP[46]?-L(?:ISTEN)?:/i.test(text) && /docker\.sock/.test(text);
}
/** Whose variables they are: all on the same engine. */
function* toTold(
  world: World,
  facts: GraphFacts,
  { told, subject }: { readonly told: Edge['to']; readonly subject: Subject },
): Iterable<Edge> {
  const when = assuming('variables-lead-in', 'what stands in its variables gives a way in');
  for (const other of subjectsOf(world, facts)) {
    if (other.workload === subject.workload || other.host !== subject.host) continue;
    const why = 'its variables are told';
    yield toEdge({ rule: 'engine-api', from: told, to: other.node, when, why, yields: ['PEER_CODE'] });
  }
}

/** `DOCKER_HOST` says where a container finds an engine, and that it may speak to it. */
function* byAddress(world: World, facts: GraphFacts): Iterable<Edge> {
  const seen = new Set<string>();
  for (const subject of placedSubjectsOf(world, facts)) {
    const found = engineAddressOf(world, subject);
    if (found === undefined) continue;
    const when = { ...always, fields: [refOf(subject.container, 'env', found.field)] };
    const step = { rule: 'engine-api', to: engineNode(subject.host), yields: ['CTR_ALL'], when };
    yield toEdge({ ...step, from: subject.node, why: `it was told to use the engine at ${found.host}` });
    const ports = hostListeners(subject.workload);
    if (!found.open || seen.has(ports)) continue;
    seen.add(ports);
    yield toEdge({ ...step, from: ports, why: `the engine listens there, for ${subject.container.name} at least` });
  }
}
