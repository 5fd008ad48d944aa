// Judges runtimes that are not the usual ones, and annotations that they obey: https://github.com/opencontainers/runtime-spec/blob/main/implementations.md
import { toRuleId } from '../../model/brand.ts';
import type { Check, Example } from '../../model/check.ts';
import type { Message } from '../../model/check.ts';
import { declared } from '../../model/field.ts';
import { accuseSetting } from './container.ts';
import type { JudgedWorkload } from './container.ts';
import { inEveryFormat, inFormats, publishing } from './every-format.ts';
import { isKnownRuntime } from './runtime-name.ts';

export const runtimeUnknown: Check<'workload'> = {
  id: toRuleId('wl-runtime-unknown'),
  title: 'Runs on a runtime that is not a known one, or tells it more than the engine would',
  severity: 'medium',
  layer: 'container',
  on: 'workload',
  why: 'The runtime is what sets up the isolation, as root: one that nobody knows may leave some of it out, and annotations that it obeys go past everything that the engine or the cluster checks.',
  todo: 'Use a known runtime, and let only administrators set its options.',
  refs: ['N190:4.4.3'],
  since: '2026.11',
  get examples() {
    return {
      bad: [
        ...inFormats(publishing, { runtime: 'my-runtime' }),
        ...annotated('io.katacontainers.config.hypervisor.path'),
      ],
      good: [
        ...inFormats(publishing, { runtime: 'runsc' }),
        ...inEveryFormat(),
        ...inFormats(['kubernetes'], { runtime: 'my-runtime' }),
        ...annotated('example.org/owner'),
      ],
    };
  },
  run: accuse,
};

function annotated(name: string): readonly Example[] {
  return inFormats(['kubernetes'], {}).map((example) => ({
    ...example,
    text: example.text.replace('metadata: {labels', `metadata: {annotations: {${name}: x}, labels`),
  }));
}

function* accuse(workload: JudgedWorkload): Iterable<Message> {
  // A class of Kubernetes has any name that the cluster gives it.
  if (workload.engine !== 'kubernetes')
    yield* accuseSetting(workload, {
      name: 'runtime',
      isBad: (runtime, container) => container.declared.runtime !== undefined && !isKnownRuntime(runtime),
      clause: (runtime) => `runs on the runtime ${runtime}, which is not a known one`,
    });
  const [at] = workload.at;
  for (const [name, value] of Object.entries(workload.pod?.annotations ?? {})) {
    if (at === undefined || !obeyed.test(name)) continue;
    yield {
      key: name,
      what: `the annotation ${name} goes to the runtime past the cluster`,
      fields: [{ name: 'annotations', field: declared(`${name}: ${value}`, at) }],
    };
  }
}
/** Of Kata Containers, CRI-O and crun: devices, hooks, hypervisor options. */
const obeyed =
  /^(?:io\.katacontainers\.config\.|io\.kubernetes\.cri-o\.(?:Devices|UnifiedCgroup|userns-mode|TrySkipVolumeSELinuxLabel|seccompNotifierAction)|run\.oci\.|module\.wasm\.image\/)/;
