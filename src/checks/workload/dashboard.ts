// Judges consoles that control the cluster or the engine: https://kubernetes.io/docs/tasks/access-application-cluster/web-ui-dashboard/
import { toRuleId } from '../../model/brand.ts';
import type { Check, Message } from '../../model/check.ts';
import type { World } from '../../model/facts.ts';
import { valueOf } from '../../model/field.ts';
import { manifests } from '../rbac/example-text.ts';
import { containersOf, refOf, sayOf, type JudgedContainer, type JudgedWorkload } from './container.ts';
import { inEveryFormat } from './every-format.ts';
import { podsOf, serviceText } from './example-pods.ts';
import { imageNameOf } from '../../model/image-name.ts';
import { podsSelected } from './pods-selected.ts';

export const dashboard: Check<'workload'> = {
  id: toRuleId('wl-dashboard'),
  title: 'Console of the cluster or the engine',
  severity: 'high',
  layer: 'container',
  on: 'workload',
  why: 'Whoever reaches it and gets past its login does what it may: start and change workloads, read secrets, open shells. It is what scanners of the internet look for.',
  todo: 'Do without it, or reach it only through a tunnel of the API server, with an account that can do little.',
  refs: ['T1133', 'CKV_K8S_33', 'C-0014', 'C-0021', 'kics:d2ad057f'],
  since: '2026.11',
  get examples() {
    const image = `kubernetesui/dashboard:v2.7.0@sha256:${'1'.repeat(64)}`;
    return {
      bad: [
        ...inEveryFormat({ image }),
        ...inEveryFormat({ image: `portainer/portainer-ce:2.33.1@sha256:${'1'.repeat(64)}` }),
        { ...manifests(podsOf({ says: { image } }), serviceText('NodePort')), also: ['net-service-nodeport'] },
      ],
      good: [...inEveryFormat(), manifests(podsOf({}), serviceText('NodePort'))],
    };
  },
  run: accuse,
};

/** Repositories of images, without a host. */
const consoles: readonly (readonly [name: string, pattern: RegExp])[] = [
  [
    'the Kubernetes dashboard',
    /^(?:kubernetesui\/dashboard(?:-web|-api|-auth)?|(?:google_containers\/)?kubernetes-dashboard(?:-amd64)?)$/,
  ],
  ['Portainer', /^portainer\/portainer(?:-ce|-ee)?$/],
  ['Weave Scope', /^weaveworks\/scope$/],
  ['Headlamp', /(?:^|\/)headlamp$/],
  ['Kubeapps', /(?:^|\/)kubeapps(?:-dashboard)?$|^kubeapps\/dashboard$/],
  ['Rancher', /^rancher\/rancher$/],
  ['Dockge', /^louislam\/dockge$/],
  ['Yacht', /^selfhostedpro\/yacht$/],
];
function* accuse(workload: JudgedWorkload, world: World): Iterable<Message> {
  for (const container of containersOf(workload)) {
    const { image } = container;
    const name = imageNameOf(image);
    const found = name === undefined ? undefined : consoles.find(([, pattern]) => pattern.test(name.repository));
    if (image === undefined || found === undefined) continue;
    const open = isPublished(container) || isExposed(workload, world);
    yield {
      key: container.name,
      what: sayOf(workload, container, `runs ${found[0]}${open ? ', and lets others reach it' : ''}`),
      severity: open ? 'high' : 'medium',
      fields: [refOf('image', image, container)],
    };
  }
}
const local: ReadonlySet<string> = new Set(['127.0.0.1', '::1']);
function isPublished({ effective }: JudgedContainer): boolean {
  const port = effective.ports
    .map((field) => valueOf(field))
    .find((one) => one?.host !== undefined && !local.has(one.hostIp ?? ''));
  return port !== undefined || valueOf(effective.network) === 'host';
}
const exposed = new WeakMap<World, ReadonlySet<JudgedWorkload>>();
/** By a Service that is reached from outside the cluster. */
function isExposed(workload: JudgedWorkload, world: World): boolean {
  let known = exposed.get(world);
  if (known === undefined) {
    const open = new Set<JudgedWorkload>();
    for (const service of world.facts('service')) {
      const { type, selector: labels } = service;
      if ((type !== 'NodePort' && type !== 'LoadBalancer') || Object.keys(labels).length === 0) continue;
      for (const one of podsSelected(world, { ...service, selector: { labels, expressions: [] } })) open.add(one);
    }
    known = open;
    exposed.set(world, known);
  }
  return known.has(workload);
}
