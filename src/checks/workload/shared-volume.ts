// Judges volumes that several programs use and one of them writes: https://docs.docker.com/engine/storage/volumes/
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import type { Message } from '../../model/check.ts';
import type { World } from '../../model/facts.ts';
import { isKnown } from '../../model/field.ts';
import { containersOf } from './container.ts';
import type { JudgedContainer, JudgedWorkload } from './container.ts';
import { inEveryFormat, inProject } from './every-format.ts';
import { bind, type Says } from './example-says.ts';
import type { Mount } from '../../model/workload.ts';
import { imageNameOf } from '../../model/image-name.ts';
import { accuseItems } from './list-rule.ts';

export const sharedVolume: Check<'workload'> = {
  id: toRuleId('wl-shared-volume'),
  title: 'Writes to a volume that another workload uses',
  severity: 'low',
  layer: 'container',
  on: 'workload',
  why: 'An intruder in the one puts files where the other reads or runs them: data, configuration, a page, a program.',
  todo: 'Give each its own volume; where they must share, mount it read-only in all but one, and keep programs off it.',
  refs: ['N190:4.3.4', 'kics:baa452f0', 'kics:8c978947'],
  since: '2026.11',
  get examples() {
    return {
      bad: inProject({ web: sharing('writable'), other: { ...sharing('read-only'), image: other } }),
      good: [
        ...inProject({ web: sharing('read-only'), other: { ...sharing('read-only'), image: other } }),
        ...inProject({ web: sharing('writable'), second: sharing('writable') }),
        ...inEveryFormat(sharing('writable')),
        ...inProject({ web: bind('/srv/app/data'), other: { ...bind('/srv/app/data'), image: other } }),
        ...inProject({ web: anonymous, other: { ...anonymous, image: other } }),
      ],
    };
  },
  run: accuse,
};

const other = `registry.example/other:2.1@sha256:${'2'.repeat(64)}`;
function sharing(access: 'writable' | 'read-only'): Says {
  return { mounts: [{ kind: 'volume', source: 'data', target: '/data', readOnly: access === 'read-only' }] };
}

const anonymous: Says = { mounts: [{ kind: 'volume', target: '/data', readOnly: false }] };

function* accuse(workload: JudgedWorkload, world: World): Iterable<Message> {
  yield* accuseItems(workload, {
    name: 'mounts',
    judge: (mount, container) => {
      const volume = volumeOf(mount);
      if (volume === undefined || mount.readOnly) return undefined;
      const user = findStranger(usersOf(world, placeOf(workload, volume)), workload, container);
      return user && `writes to the volume ${volume}, which ${user.name} uses as well`;
    },
    keyOf: ({ target }) => target,
  });
}
function volumeOf({ kind, source }: Mount): string | undefined {
  return kind === 'volume' ? source : undefined;
}
/** Programs of one image trust each other as much as themselves. */
function repositoryOf({ image, name }: JudgedContainer): string {
  const parsed = imageNameOf(image);
  return parsed === undefined ? name : `${parsed.registry}/${parsed.repository}`;
}
function placeOf({ scope, namespace, engine }: JudgedWorkload, volume: string): string {
  return `${scope}\0${engine}\0${namespace ?? ''}\0${volume}`;
}
/** Of each volume, the workloads by the image that uses it there. */
type Users = ReadonlyMap<string, readonly JudgedWorkload[]>;
function findStranger(users: Users, workload: JudgedWorkload, container: JudgedContainer): JudgedWorkload | undefined {
  const own = repositoryOf(container);
  for (const [repository, some] of users) {
    const found = repository === own ? undefined : some.find(({ id }) => id !== workload.id);
    if (found !== undefined) return found;
  }
  return undefined;
}
const indexes = new WeakMap<readonly JudgedWorkload[], ReadonlyMap<string, Users>>();
const nobody: Users = new Map();
function usersOf(world: World, place: string): Users {
  const workloads = world.facts('workload');
  let index = indexes.get(workloads);
  if (index === undefined) {
    index = indexUsers(workloads);
    indexes.set(workloads, index);
  }
  return index.get(place) ?? nobody;
}
function indexUsers(workloads: readonly JudgedWorkload[]): ReadonlyMap<string, Users> {
  const index = new Map<string, Map<string, JudgedWorkload[]>>();
  for (const workload of workloads) {
    for (const container of containersOf(workload)) {
      for (const field of container.effective.mounts) {
        const volume = isKnown(field) ? volumeOf(field.value) : undefined;
        if (volume === undefined) continue;
        const place = placeOf(workload, volume);
        const users = index.get(place) ?? new Map<string, JudgedWorkload[]>();
        const some = users.get(repositoryOf(container)) ?? [];
        if (some.at(-1) !== workload) some.push(workload);
        index.set(place, users.set(repositoryOf(container), some));
      }
    }
  }
  return index;
}
