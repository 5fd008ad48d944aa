// Judges a user that nobody chose: https://kubernetes.io/docs/tasks/configure-pod-container/security-context/
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import type { Message } from '../../model/check.ts';
import type { World } from '../../model/facts.ts';
import { isKnown } from '../../model/field.ts';
import { containersOf, refOf, sayOf } from './container.ts';
import type { JudgedWorkload } from './container.ts';
import { accountFix } from './image-account.ts';
import { inEveryFormat } from './every-format.ts';
import { hasRootUser } from './user.ts';

export const runAsNonrootUnset: Check<'workload'> = {
  id: toRuleId('wl-run-as-nonroot-unset'),
  title: 'Nothing keeps it from running as root',
  severity: 'medium',
  layer: 'container',
  on: 'workload',
  why: 'Unless the file or the image names an ordinary user the program runs as root, and so does whoever takes it over.',
  todo: 'Name an ordinary user by number; in Kubernetes also set runAsNonRoot.',
  refs: [
    'CISD 4.1',
    'CISK 5.2.7',
    'PSS-R:runAsNonRoot',
    'NSA:Pod',
    'OWD:2',
    'KSV-0012',
    'CKV_K8S_23',
    'CKV_K8S_29',
    'C-0013',
    'ks:RunAsNonRoot',
    'kl:run-as-non-root',
    'kics:e3aa0612',
    'kyv:require-run-as-nonroot',
  ],
  since: '2026.11',
  get examples() {
    return {
      bad: [
        ...inEveryFormat({ user: undefined, runAsNonRoot: undefined }),
        ...inEveryFormat({ user: undefined, runAsNonRoot: false }),
      ],
      good: [...inEveryFormat({ user: '1000' }), ...inEveryFormat({ user: undefined, runAsNonRoot: true })],
    };
  },
  run: accuse,
};

function* accuse(workload: JudgedWorkload, world: World): Iterable<Message> {
  for (const container of containersOf(workload)) {
    const { user, runAsNonRoot } = container.effective;
    // A user that the file does name is either in order, root (another rule), or not known to us.
    if (container.declared.user !== undefined || hasRootUser(container) === 'no') continue;
    if (!isKnown(runAsNonRoot) || runAsNonRoot.value) continue;
    const clause = isKnown(user) ? 'runs as root by default' : "names no user, and its image's user is not known";
    const what = sayOf(workload, container, clause);
    const fix = accountFix(workload, container, world);
    yield {
      key: container.name,
      what,
      fields: [refOf('user', user, container)],
      ...(fix === undefined ? {} : { fix }),
    };
  }
}
