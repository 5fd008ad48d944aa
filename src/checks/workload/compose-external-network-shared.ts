// Judges networks that other projects are on: https://docs.docker.com/reference/compose-file/networks/#external
import { toRuleId } from '../../model/brand.ts';
import type { Check, Example } from '../../model/check.ts';
import type { World } from '../../model/facts.ts';
import { valueOf } from '../../model/field.ts';
import { containersOf, refOf, sayOf, type JudgedWorkload } from './container.ts';
import { inProject } from './every-format.ts';

export const composeExternalNetworkShared: Check<'workload'> = {
  id: toRuleId('wl-compose-external-network-shared'),
  title: 'Is on a network of other projects, too',
  severity: 'low',
  layer: 'container',
  on: 'workload',
  why: 'Whoever takes over any container there reaches every port of this one, published or not.',
  todo: "Put only what others must reach on that network, and the rest on one of the project's own.",
  refs: ['N190:4.3.3'],
  since: '2026.11',
  get examples() {
    const shop = inProject({ web: { networks: ['proxy'] } });
    const elsewhere = (example: Example): Example => ({
      ...example,
      text: example.text.replace('proxy: {}', 'proxy: {external: true}'),
    });
    return { bad: shop.map(elsewhere), good: shop };
  },
  *run(workload, world) {
    if (workload.format !== 'compose') return;
    const shared = externalOf(workload, world);
    if (shared.size === 0) return;
    for (const container of containersOf(workload)) {
      for (const field of container.effective.networks) {
        const name = valueOf(field);
        // The engine's own network is a matter of `wl-default-bridge`.
        if (name === undefined || name === 'bridge' || !shared.has(name)) continue;
        yield {
          key: `${container.name}/${name}`,
          what: sayOf(workload, container, `is on ${name}, which is not the project's own`),
          fields: [refOf('networks', field, container)],
        };
      }
    }
  },
};

const indexes = new WeakMap<World, ReadonlyMap<string, ReadonlySet<string>>>();
function externalOf({ scope, namespace }: JudgedWorkload, world: World): ReadonlySet<string> {
  let index = indexes.get(world);
  if (index === undefined) {
    const made = new Map<string, Set<string>>();
    for (const network of world.facts('network')) {
      if (!network.external) continue;
      const key = keyOf(network.scope, network.project);
      made.set(key, (made.get(key) ?? new Set()).add(network.name));
    }
    index = made;
    indexes.set(world, made);
  }
  return index.get(keyOf(scope, namespace)) ?? new Set();
}
function keyOf(scope: string, project: string | undefined): string {
  return `${scope}\n${project ?? ''}`;
}
