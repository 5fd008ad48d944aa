// Judges capabilities that are left from the default set: https://docs.docker.com/engine/security/#linux-kernel-capabilities
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import type { Message } from '../../model/check.ts';
import type { Fix } from '../../model/edit.ts';
import { byDefault, isKnown } from '../../model/field.ts';
import { containersOf, refOf, sayOf, targetOf } from './container.ts';
import type { JudgedContainer, JudgedWorkload } from './container.ts';
import { inEveryFormat } from './every-format.ts';
import { hasRootUser } from './user.ts';
import { isWindowsPod } from './windows-pod.ts';

export const capNoDropAll: Check<'workload'> = {
  id: toRuleId('wl-cap-no-drop-all'),
  title: 'Keeps the default capabilities',
  severity: 'medium',
  layer: 'container',
  on: 'workload',
  why: 'The default set lets root in the container forge packets on its network, change owners of mounted files and take any user id there: hardly any program needs that.',
  todo: 'Drop ALL, then add back the few capabilities that the program was seen to use.',
  refs: [
    'CISD 5.4',
    'CISK 5.2.9',
    'PSS-R:capabilities',
    'NSA:Pod',
    'OWD:3',
    'OWK:K01',
    'KSV-0003',
    'KSV-0004',
    'KSV-0106',
    'CKV_K8S_37',
    'CKV_K8S_36',
    'C-0201',
    'ks:CapDropAll',
    'ks:CapDropAny',
    'kics:268ca686',
    'kics:ce76b7d0',
    'kyv:require-drop-all',
    'kyv:disallow-capabilities-strict',
    'CISK 5.2.8',
    'KSV-0119',
    'CKV_K8S_28',
    'kl:drop-net-raw-capability',
    'kyv:require-drop-cap-net-raw',
  ],
  since: '2026.11',
  get examples() {
    return {
      bad: [...inEveryFormat({ capDrop: undefined }), ...inEveryFormat({ capDrop: ['NET_RAW'] })],
      good: inEveryFormat(),
    };
  },
  run: accuse,
};

function* accuse(workload: JudgedWorkload): Iterable<Message> {
  if (isWindowsPod(workload)) return;
  for (const container of containersOf(workload)) {
    const drops = container.effective.capDrop;
    if (drops.some((field) => !isKnown(field) || field.value === 'ALL')) continue;
    const fix = fixFor(workload, container);
    yield {
      key: container.name,
      what: sayOf(workload, container, 'does not drop the default capabilities'),
      fields: (drops.length === 0 ? [byDefault('nothing', workload.engine)] : drops).map((field) =>
        refOf('capDrop', field, container),
      ),
      ...(fix === undefined ? {} : { fix }),
    };
  }
}
/** A program that runs as an ordinary user holds none of them; of one that runs as root it has to be seen. */
function fixFor(workload: JudgedWorkload, container: JudgedContainer): Fix | undefined {
  if (hasRootUser(container) !== 'no') return undefined;
  const target = targetOf(workload, container);
  return { say: 'drop all capabilities', edits: [{ op: 'add', target, field: 'capDrop', value: 'ALL' }] };
}
