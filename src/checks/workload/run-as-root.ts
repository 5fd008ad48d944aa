// Judges a user that is root because the file says so: https://docs.docker.com/reference/compose-file/services/#user
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import type { Message } from '../../model/check.ts';
import type { World } from '../../model/facts.ts';
import { isKnown, valueOf } from '../../model/field.ts';
import { containersOf, refOf, sayOf, targetOf, unsetFix } from './container.ts';
import type { JudgedContainer, JudgedWorkload } from './container.ts';
import { accountFix } from './image-account.ts';
import { inEveryFormat } from './every-format.ts';
import { isRootName } from './user.ts';

export const runAsRoot: Check<'workload'> = {
  id: toRuleId('wl-run-as-root'),
  title: 'Runs as root because the file says so',
  severity: 'high',
  layer: 'container',
  on: 'workload',
  why: 'Root in the container is root on the host wherever the two touch: mounted files, the sockets of the host and every flaw of the runtime.',
  todo: 'Name an ordinary user by number, and give it the files that it needs.',
  refs: [
    'CISD 4.1',
    'CISK 5.2.7',
    'PSS-R:runAsUser',
    'NSA:Pod',
    'OWD:2',
    'OWK:K01',
    'CWE-250',
    'KSV-0105',
    'KSV-0012',
    'CKV_K8S_23',
    'CKV_K8S_6',
    'C-0013',
    'C-0198',
    'kl:run-as-non-root',
    'pol:runAsRootAllowed',
    'kics:cf34805e',
    'kyv:require-run-as-non-root-user',
    'gk:users',
  ],
  since: '2026.11',
  get examples() {
    return {
      bad: [
        ...inEveryFormat({ user: '0', runAsNonRoot: undefined }),
        ...inEveryFormat({ user: 'root', runAsNonRoot: undefined }),
      ],
      good: [...inEveryFormat({ user: 'app' }), ...inEveryFormat()],
    };
  },
  run: accuse,
};

function* accuse(workload: JudgedWorkload, world: World): Iterable<Message> {
  for (const container of containersOf(workload)) {
    const user = container.effective.user;
    if (container.declared.user === undefined || !isKnown(user) || !isRootName(user.value)) continue;
    const fix = imageHasUser(container, world)
      ? unsetFix("go back to the image's own user", { name: 'user', field: user }, targetOf(workload, container))
      : accountFix(workload, container, world);
    yield {
      key: container.name,
      what: sayOf(workload, container, 'runs as root'),
      fields: [refOf('user', user, container)],
      ...(fix === undefined ? {} : { fix }),
    };
  }
}
function imageHasUser(container: JudgedContainer, world: World): boolean {
  const content = container.joint.content;
  if (content === undefined) return isBuiltWithUser(container, world);
  const image = world.facts('image').find((one) => one.image === content);
  return image !== undefined && image.user !== '' && !isRootName(image.user);
}
/** As the Dockerfile says that it is built from, where it says it itself. */
function isBuiltWithUser({ build }: JudgedContainer, world: World): boolean {
  const ref = valueOf(build);
  if (ref === undefined || ref.target !== undefined) return false;
  const file = world.facts('build').find(({ path }) => path === ref.dockerfile);
  const user = valueOf(file?.stages.at(-1)?.user) ?? '';
  return /^[1-9]/.test(user);
}
