// The step from outside through an Ingress or a route of the Gateway API to the pods behind it:
// https://kubernetes.io/docs/concepts/services-networking/ingress/ https://gateway-api.sigs.k8s.io/api-types/httproute/
import type { JudgedOf, World } from '../../model/facts.ts';
import type { Edge, EdgeRule, GraphFacts } from '../../model/graph.ts';
import { valueOf } from '../../model/field.ts';
import { all, assuming, type Condition } from '../conditions.ts';
import { kubernetesExample } from '../example-text.ts';
import { allows, standingOf } from '../network/network-policy.ts';
import { internetNode, type JudgedWorkload } from '../nodes.ts';
import { anyOf } from '../network/policy-match.ts';
import { namedServices, serviceFinder, targetsOf, type Service, type Target } from '../network/services.ts';
import { toEdge } from '../step.ts';
import { conditionOf } from './published-port.ts';

const service =
  '---\napiVersion: v1\nkind: Service\nmetadata: {name: web, namespace: shop}\nspec: {selector: {app: web}, ports: [{port: 80, targetPort: 8080}]}\n';
const ingress = (backend: string): string =>
  `---\napiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {name: web, namespace: shop}\nspec: {rules: [{host: shop.example, http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: ${backend}, port: {number: 80}}}}]}}]}\n`;
const route =
  '---\napiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute\nmetadata: {name: web, namespace: shop}\nspec: {hostnames: [shop.example], rules: [{backendRefs: [{name: web, port: 80}]}]}\n';

export const ingressRoute: EdgeRule = {
  id: 'ingress-route',
  title: 'Requests from outside are passed on to it',
  why: 'An Ingress or a route hands requests of whoever reaches its controller to the pods behind a service. Network policies see the controller as their sender.',
  refs: ['T1190', 'KubeHound ENDPOINT_EXPLOIT'],
  examples: {
    bad: [kubernetesExample({}, service + ingress('web')), kubernetesExample({}, service + route)],
    good: [kubernetesExample({}, service), kubernetesExample({}, service + ingress('other'))],
  },
  *edges(world, facts) {
    const find = namedServices(world);
    const routes = new Map<Service, Route[]>();
    for (const one of world.facts('ingress')) {
      for (const backend of one.backends) {
        for (const found of find(one, backend.service)) {
          const list = routes.get(found);
          const made = { ingress: one, backend };
          if (list === undefined) routes.set(found, [made]);
          else list.push(made);
        }
      }
    }
    if (routes.size === 0) return;
    const behind = serviceFinder([...routes.keys()]);
    const controllers = controllersOf(world);
    for (const workload of world.facts('workload')) {
      if (workload.engine !== 'kubernetes') continue;
      for (const found of behind(workload)) {
        const [first, ...others] = routes.get(found) ?? [];
        if (first !== undefined)
          yield* passedOn(world, workload, { found, routes: [first, ...others], facts, controllers });
      }
    }
  },
};
type Ingress = JudgedOf<'ingress'>;
interface Route {
  readonly ingress: Ingress;
  readonly backend: Ingress['backends'][number];
}
interface Passing {
  readonly found: Service;
  readonly routes: readonly [Route, ...Route[]];
  readonly facts: GraphFacts;
  readonly controllers: ReadonlyMap<string, readonly JudgedWorkload[]>;
}
const outside = assuming('controller-open', 'the ingress controller is open to the internet');
/** One for each container, however many routes lead there. */
function* passedOn(
  world: World,
  workload: JudgedWorkload,
  { found, routes, facts, controllers }: Passing,
): Iterable<Edge> {
  const targets = routes.flatMap(({ backend }) => targetsOf(found, workload, backend.port));
  const names = new Set(targets.flatMap(({ containers }) => containers));
  const from = controllers.get(workload.scope) ?? [];
  const when = all(outside, fromController(world, workload, { targets, from })) ?? outside;
  const [{ ingress: first, backend }] = routes;
  for (const { name } of workload.containers) {
    if (!names.has(name)) continue;
    yield toEdge({
      rule: 'ingress-route',
      from: internetNode,
      to: facts.nodeOf(workload.id, name),
      when,
      why: `the ${first.type} ${first.name} passes requests on to it`,
      yields: ['ENTRY'],
      at: backend.at,
    });
  }
}
const images = /(?:ingress|traefik|haproxy|kong|contour|envoy|emissary|istio\/proxy|gateway|apisix)/i;
function controllersOf(world: World): Passing['controllers'] {
  const found = world
    .facts('workload')
    .filter(
      ({ engine, containers }) =>
        engine === 'kubernetes' && containers.some(({ image }) => images.test(valueOf(image) ?? '')),
    );
  return Map.groupBy(found, ({ scope }) => scope);
}
/** Which pods the controller is may not have been seen; then a policy that lets any pod in means it. */
function fromController(
  world: World,
  workload: JudgedWorkload,
  { targets, from }: { readonly targets: readonly Target[]; readonly from: readonly JudgedWorkload[] },
): Condition {
  const verdict = anyOf(from, (sender) =>
    anyOf(targets, ({ port, protocol }) => allows(world, { from: sender, to: workload, port, protocol })),
  );
  if (verdict !== 'no') return conditionOf(verdict);
  const { isolated, rules, unclear, foreign } = standingOf(world, workload, 'ingress');
  if (!isolated && !unclear && !foreign) return conditionOf('yes');
  return conditionOf(unclear || foreign || (from.length === 0 && rules.length > 0) ? 'unknown' : 'no');
}
