// Judges networks of databases that have a way out: https://docs.docker.com/reference/compose-file/networks/#internal
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { declared } from '../../model/field.ts';
import { listed } from '../rbac/role-extent.ts';
import { inProject } from '../workload/every-format.ts';
import { membersOf } from './compose-members.ts';
import { storeImage } from './example-text.ts';

const web = { networks: ['front', 'back'] };
const database = { image: storeImage, networks: ['back'] };

export const internalMissing: Check<'network'> = {
  id: toRuleId('net-internal-missing'),
  title: 'Network of a database has a way out',
  severity: 'low',
  layer: 'container',
  on: 'network',
  why: 'Whoever takes over the database carries its data straight off to the internet, and fetches tools from there; nothing on this network needs that way.',
  todo: 'Set `internal: true` on the network.',
  refs: ['N190:4.3.3'],
  since: '2026.11',
  get examples() {
    const [example] = inProject({ web, database });
    const closed =
      example === undefined ? [] : [{ ...example, text: example.text.replace('back: {}', 'back: {internal: true}') }];
    return {
      bad: inProject({ web, database }),
      good: [
        ...closed,
        ...inProject({ web, worker: { networks: ['back'] }, database }),
        ...inProject({ web: { networks: ['back'] }, database }),
        ...inProject({
          web,
          database: { ...database, ports: [{ container: 5432, host: 5432, hostIp: '127.0.0.1', protocol: 'tcp' }] },
        }),
      ],
    };
  },
  *run(network, world) {
    const {
      id,
      pointer,
      internal,
      external,
      at: [at],
    } = network;
    if (internal || external || at === undefined) return;
    const members = membersOf(network, world)?.members ?? [];
    const own = members.filter(({ only }) => only);
    if (own.length === 0 || own.length === members.length) return;
    if (!own.every(({ store, publishes }) => store && !publishes)) return;
    yield {
      key: 'internal',
      what: `is the only network of ${listed(own.map(({ name }) => name))} and leads outside`,
      fields: [{ name: 'internal', field: declared(false, at) }],
      ...(pointer !== undefined && {
        fix: {
          say: 'close the network to the outside',
          edits: [{ op: 'set-at', target: { fact: id }, pointer: [...pointer, 'internal'], value: true }],
        },
      }),
    };
  },
};
