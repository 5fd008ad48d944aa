// The step to a service that lets anybody in: https://attack.mitre.org/techniques/T1213/
import type { World } from '../../model/facts.ts';
import { toNodeId, type Edge, type EdgeRule, type GraphFacts, type NodeId } from '../../model/graph.ts';
import { isKnown, locationOf } from '../../model/field.ts';
import { arrivalsOf, type Arrival } from '../network/arrivals.ts';
import { all, always, assuming, refOf, type Condition } from '../conditions.ts';
import { doorsOf } from '../rights/doors.ts';
import { composeServices, kubernetesExample } from '../example-text.ts';
import { networksOf } from '../network/networks.ts';
import { accountNode } from '../nodes.ts';
import { openServiceOf, type Gain, type OpenService } from '../network/open-services.ts';
import { subjectsOf, toEdge, type Subject } from '../step.ts';

export const openService: EdgeRule = {
  id: 'open-service',
  title: 'A service lets anybody in',
  why: 'Of some images it is known that they ask for no password unless they are told to, and of others what they were told. Whoever reaches such a service has what it holds; some start programs for whoever asks.',
  refs: ['T1213', 'T1210', 'T1021'],
  examples: {
    bad: [
      composeServices({ web: {}, db: { image: 'redis:7.4' } }),
      composeServices({ web: {}, db: { image: 'mongo:8', command: '["mongod", "--bind_ip_all"]' } }),
      composeServices({ web: {}, db: { image: 'postgres:17', environment: '{POSTGRES_HOST_AUTH_METHOD: trust}' } }),
      composeServices({ web: {}, ci: { image: 'docker:28-dind', environment: '{DOCKER_TLS_CERTDIR: ""}' } }),
      kubernetesExample({ container: { image: 'docker.io/library/memcached:1.6' } }),
      kubernetesExample({
        container: { image: 'kubernetesui/dashboard:v2.7.0', args: '["--enable-skip-login"]' },
      }),
    ],
    good: [
      composeServices({ web: {}, db: { image: 'redis:7.4', command: 'redis-server --requirepass "$$SECRET"' } }),
      composeServices({ web: {}, db: { image: 'redis:7.4', command: '/start.sh' } }),
      composeServices({ web: {}, db: { image: 'mongo:8', environment: '{MONGO_INITDB_ROOT_USERNAME: app}' } }),
      composeServices({ web: {}, db: { image: 'postgres:17', environment: '{POSTGRES_PASSWORD: "${SECRET}"}' } }),
      composeServices({ web: {}, ci: { image: 'docker:28-dind' } }),
      composeServices({ db: { image: 'redis:7.4', network_mode: 'none' } }),
    ],
  },
  *edges(world, facts) {
    for (const subject of subjectsOf(world, facts)) {
      const service = openServiceOf(subject.container);
      if (service === undefined) continue;
      const arrivals = [...arrivalsOf(world, subject), ...throughApi(world, facts, { subject, service })];
      if (arrivals.length === 0) continue;
      const { to, yields, why } = goals[service.gain](subject, service);
      for (const { node, when, fixes } of arrivals) {
        const at = locationOf(subject.container.image ?? { unknown: true, why: '', could: [] }) ?? subject.container.at;
        yield toEdge({
          rule: 'open-service',
          from: node,
          to,
          when: all(when, seen(subject)) ?? when,
          why,
          yields,
          at,
          fixes,
        });
      }
      if (service.gain !== 'code') yield* beyond(subject, to);
    }
  },
};
interface Opened {
  readonly subject: Subject;
  readonly service: OpenService;
}
/** A proxy passes on what is said over HTTP. */
function throughApi(world: World, facts: GraphFacts, { subject, service }: Opened): readonly Arrival[] {
  if (networksOf(world, subject).length === 0) return [];
  return doorsOf(world, facts, subject)
    .filter(({ by }) => by === 'port' || service.web?.includes(by) === true)
    .map(({ node, when }) => ({ node, when, fixes: [] }));
}
function seen({ container }: Subject): Condition {
  return container.image === undefined ? always : { ...always, fields: [refOf(container, 'image', container.image)] };
}
interface Goal {
  readonly to: NodeId;
  readonly yields: readonly string[];
  readonly why: string;
}
const goals: Readonly<Record<Gain, (subject: Subject, service: OpenService) => Goal>> = {
  data: ({ workload, container }, { what }) => ({
    to: toNodeId('volume', `${workload.id}/data of ${container.name}`),
    yields: ['PEER_READ', 'PEER_WRITE'],
    why: `${what} is there`,
  }),
  code: ({ node }, { what }) => ({ to: node, yields: ['PEER_CODE'], why: `${what} is there` }),
  account: ({ workload, container }, { what }) => {
    const { serviceAccount } = container.effective;
    const name = isKnown(serviceAccount) && serviceAccount.value !== '' ? serviceAccount.value : 'default';
    return {
      to: accountNode(workload, name),
      yields: ['SA_TOKEN'],
      why: `${what} is there, with the rights of its account`,
    };
  },
};
/** Data belongs to the workload; that it also leads to code there is assumed. */
function* beyond({ node }: Subject, to: NodeId): Iterable<Edge> {
  if (!to.startsWith('volume:')) return;
  const when = assuming('service-to-code', 'the service runs code for whoever speaks to it, or has a flaw');
  yield toEdge({ rule: 'open-service', from: to, to: node, when, why: 'it is the data of it', yields: ['PEER_CODE'] });
}
