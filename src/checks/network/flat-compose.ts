// Judges projects where everything is on one network: https://docs.docker.com/compose/how-tos/networking/
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { declared } from '../../model/field.ts';
import { listed } from '../rbac/role-extent.ts';
import { inProject } from '../workload/every-format.ts';
import { membersOf } from './compose-members.ts';
import { storeImage } from './example-text.ts';

const open = { ports: [{ container: 8080, host: 8080, hostIp: '127.0.0.1', protocol: 'tcp' as const }] };
const database = { image: storeImage };

export const flatCompose: Check<'network'> = {
  id: toRuleId('net-flat-compose'),
  title: 'One network for everything, the database too',
  severity: 'low',
  layer: 'container',
  on: 'network',
  why: 'Whoever takes over what is open to the outside reaches the database and everything else directly, whether the two have to do with each other or not.',
  todo: 'Put the database on a network of its own with the services that use it, and what is published on another.',
  refs: ['N190:4.3.3', 'OWD:5'],
  since: '2026.11',
  get examples() {
    return {
      bad: inProject({ web: open, worker: {}, database }),
      good: [
        ...inProject({ web: open, database }),
        ...inProject({ web: open, worker: {}, third: {} }),
        ...inProject({ web: {}, worker: {}, database }),
        ...inProject({ web: open, worker: {}, third: { networks: ['back'] }, database }),
        ...inProject({ web: open, worker: { networks: ['front', 'back'] }, database }),
        ...inProject({
          web: open,
          worker: { networks: ['front', 'back'] },
          database: { ...database, networks: ['back'] },
        }),
      ],
    };
  },
  *run(network, world) {
    const [at] = network.at;
    const found = network.external ? undefined : membersOf(network, world);
    if (found === undefined || at === undefined || !found.whole) return;
    const { members } = found;
    const stores = members.filter(({ store }) => store).map(({ name }) => name);
    const doors = members.filter(({ store, publishes }) => publishes && !store).map(({ name }) => name);
    // Of two the one is there for the other.
    const others = members.length - stores.length - doors.length;
    if (stores.length === 0 || doors.length === 0 || others === 0 || !members.every(({ only }) => only)) return;
    yield {
      key: 'members',
      what: `has ${listed(doors)}, which is open to the outside, beside ${listed(stores)} and everything else`,
      fields: [{ name: 'networks', field: declared(network.name, at) }],
    };
  },
};
