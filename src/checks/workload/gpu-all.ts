// Judges graphics processors that are all handed in: https://docs.nvidia.com/datacenter/cloud-native/container-toolkit/latest/docker-specialized.html
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import type { Message } from '../../model/check.ts';
import { isKnown } from '../../model/field.ts';
import { accuseSetting } from './container.ts';
import type { JudgedContainer, JudgedWorkload } from './container.ts';
import { inEveryFormat, inFormats, publishing } from './every-format.ts';
import { accuseItems } from './list-rule.ts';

export const gpuAll: Check<'workload'> = {
  id: toRuleId('wl-gpu-all'),
  title: 'Is given every graphics processor',
  severity: 'medium',
  layer: 'container',
  on: 'workload',
  why: 'What others left in the memory of the processors can be read, and the driver and the toolkit that hand them in have led to the host before (CVE-2024-0132, CVE-2025-23266).',
  todo: 'Hand in the processors that the program uses, by number or id, and keep the toolkit up to date.',
  refs: ['N190:4.4.1', 'T1611'],
  since: '2026.11',
  get examples() {
    return {
      bad: [
        ...inEveryFormat({ gpus: 'all' }),
        ...inFormats(publishing, { runtime: 'nvidia', env: [{ name: 'NVIDIA_VISIBLE_DEVICES', value: 'all' }] }),
      ],
      good: [
        ...inEveryFormat(),
        ...inEveryFormat({ gpus: '1' }),
        ...inFormats(publishing, { runtime: 'nvidia', env: [{ name: 'NVIDIA_VISIBLE_DEVICES', value: '0' }] }),
        ...inFormats(publishing, { runtime: 'nvidia', env: [{ name: 'LEVEL', value: 'all' }] }),
        ...inFormats(publishing, { env: [{ name: 'NVIDIA_VISIBLE_DEVICES', value: 'all' }] }),
      ],
    };
  },
  run: accuse,
};

function* accuse(workload: JudgedWorkload): Iterable<Message> {
  yield* accuseSetting(workload, {
    name: 'gpus',
    isBad: (gpus) => gpus === 'all',
    clause: () => 'is given every graphics processor',
  });
  // The older way: a runtime that looks at variables.
  yield* accuseItems(workload, {
    name: 'env',
    judge: ({ name, value }, container) =>
      asked.has(name) && value === 'all' && hasToolkit(container)
        ? `asks for every graphics processor (${name})`
        : undefined,
    keyOf: ({ name }) => name,
  });
}
const asked: ReadonlySet<string> = new Set(['NVIDIA_VISIBLE_DEVICES']);
function hasToolkit({ effective }: JudgedContainer): boolean {
  return isKnown(effective.runtime) && effective.runtime.value.startsWith('nvidia');
}
