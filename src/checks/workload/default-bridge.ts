// Judges Docker's own bridge, on which everything meets that names no network: https://docs.docker.com/engine/network/drivers/bridge/
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import type { Message } from '../../model/check.ts';
import type { World } from '../../model/facts.ts';
import { isKnown, locationOf } from '../../model/field.ts';
import { byDefault } from '../../model/field.ts';
import type { Field } from '../../model/field.ts';
import type { Format } from '../../model/workload.ts';
import { containersOf, refOf, sayOf, targetOf } from './container.ts';
import type { JudgedContainer, JudgedWorkload } from './container.ts';
import { inEveryFormat, inFormats } from './every-format.ts';

export const defaultBridge: Check<'workload'> = {
  id: toRuleId('wl-default-bridge'),
  title: "Is on the engine's default bridge",
  severity: 'low',
  layer: 'container',
  on: 'workload',
  why: 'Every container that names no network is there, and each may reach every port of the others: an intruder in one of them begins with all of them as neighbours.',
  todo: 'Make a network for what belongs together, and put the container on it.',
  refs: ['CISD 5.30', 'CISD 2.2', 'OWD:5'],
  since: '2026.11',
  get examples() {
    return {
      bad: [...inFormats(['compose', 'ecs'], { networks: ['bridge'] }), ...inFormats(single, { networks: undefined })],
      good: [...inEveryFormat(), ...inEveryFormat({ network: 'none' }), ...inEveryFormat({ network: 'host' })],
    };
  },
  run: accuse,
};

/** Formats of single containers, which are on the bridge unless they say otherwise. */
const single: readonly Format[] = ['docker-run', 'docker-inspect', 'engine-create', 'devcontainer'];
function* accuse(workload: JudgedWorkload, world: World): Iterable<Message> {
  if (workload.engine !== 'docker' && workload.engine !== 'ecs') return;
  for (const container of containersOf(workload)) {
    const { network } = container.effective;
    if (!isKnown(network) || network.value !== 'private') continue;
    const field = bridgeOf(container, workload, world);
    if (field === undefined) continue;
    const what = sayOf(workload, container, 'is on the default bridge with every container that names no network');
    yield {
      key: container.name,
      what,
      fields: [refOf('networks', field, container)],
      ...fixOf(workload, container, field),
    };
  }
}
/** In a project every service that names no network is on the project's own. */
function fixOf(workload: JudgedWorkload, container: JudgedContainer, field: Field<string>): Pick<Message, 'fix'> {
  const at = locationOf(field);
  if (at === undefined || workload.format !== 'compose') return {};
  const target = targetOf(workload, container);
  return { fix: { say: 'use the network of the project', edits: [{ op: 'unset', target, field: 'network', at }] } };
}
function bridgeOf(container: JudgedContainer, workload: JudgedWorkload, world: World): Field<string> | undefined {
  const { networks } = container.effective;
  if (networks.length === 0) return single.includes(workload.format) ? byDefault('bridge', 'docker') : undefined;
  const found = networks.find((field) => isKnown(field) && field.value === 'bridge');
  return found === undefined || isOwnNetwork(workload, world) ? undefined : found;
}
/** A project may call a network of its own that. */
function isOwnNetwork(workload: JudgedWorkload, world: World): boolean {
  return world
    .facts('network')
    .some(
      ({ name, external, scope, project }) =>
        name === 'bridge' && !external && scope === workload.scope && project === workload.namespace,
    );
}
