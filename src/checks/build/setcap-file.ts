// Judges builds that give a program capabilities of its own: https://man7.org/linux/man-pages/man7/capabilities.7.html
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { onDebian } from './example-text.ts';
import { shippedStages } from './final-stages.ts';
import { commandField, invocationsOf, operandsOf } from './invocation.ts';

export const setcapFile: Check<'build'> = {
  id: toRuleId('df-setcap-file'),
  title: 'Build gives a program capabilities',
  severity: 'medium',
  layer: 'container',
  on: 'build',
  why: 'Whoever runs that program has the capability, whatever account he is: its flaws are then the way to what only root may do.',
  todo: 'Give the capability to the one container that needs it, and leave the file without; binding low ports needs none in a current engine',
  refs: ['CISD 5.4', 'CWE-250'],
  since: '2026.11',
  examples: {
    bad: [
      onDebian('RUN setcap cap_net_raw,cap_net_admin+eip /usr/bin/tool'),
      onDebian('RUN setcap cap_dac_override=ep /usr/bin/tool'),
    ],
    good: [onDebian('RUN setcap cap_net_bind_service=+ep /usr/bin/tool'), onDebian('RUN setcap -r /usr/bin/tool')],
  },
  *run(build) {
    for (const invocation of invocationsOf(shippedStages(build), /^setcap$/u)) {
      const words = operandsOf(invocation);
      const wide = words.flatMap(widerThanPorts);
      if (wide.length === 0) continue;
      const target = words.at(-1) ?? '';
      yield { key: target, what: `${target} gets ${wide.join(', ')}`, fields: [commandField(invocation)] };
    }
  },
};

/** Capabilities of a clause such as `cap_net_raw,cap_chown+ep`; none named means all. */
function widerThanPorts(word: string): readonly string[] {
  const clause = /^([a-z_,]{0,400})[=+][=+eip]*[eip][=+eip]*$/iu.exec(word.replaceAll(/["']/gu, ''));
  if (clause === null) return [];
  const names = (clause[1] ?? '').toLowerCase().split(',');
  return names
    .map((name) => (name === '' || name === 'all' ? 'every capability' : name))
    .filter((name) => name !== 'cap_net_bind_service');
}
