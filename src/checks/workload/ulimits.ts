// Judges limits of the kernel that are lifted: https://docs.docker.com/reference/compose-file/services/#ulimits
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { inEveryFormat } from './every-format.ts';
import { accuseItems } from './list-rule.ts';

export const ulimits: Check<'workload'> = {
  id: toRuleId('wl-ulimits'),
  title: 'Limit of the kernel is lifted',
  severity: 'low',
  layer: 'container',
  on: 'workload',
  why: 'What the kernel keeps for each process no longer holds: an intruder opens files, starts processes or locks memory until the host has none left, and a dump writes the memory of a program to disk.',
  todo: 'Set a number that the program needs under load.',
  refs: ['CISD 5.19', 'CISD 2.8', 'OWD:7'],
  since: '2026.11',
  get examples() {
    return {
      bad: [
        ...inEveryFormat({ ulimits: [{ name: 'memlock', soft: -1, hard: -1 }] }),
        ...inEveryFormat({ ulimits: [{ name: 'nproc', soft: 1024, hard: -1 }] }),
      ],
      good: [...inEveryFormat({ ulimits: [{ name: 'nofile', soft: 65_536, hard: 65_536 }] }), ...inEveryFormat()],
    };
  },
  run: (workload) =>
    accuseItems(workload, {
      name: 'ulimits',
      judge: ({ name, soft, hard }) =>
        guarded.has(name) && (soft < 0 || hard < 0) ? `lifts the limit ${name}` : undefined,
      keyOf: ({ name }) => name,
      say: ({ name }) => `leave the limit ${name} as it is`,
    }),
};

const guarded: ReadonlySet<string> = new Set(['nofile', 'nproc', 'core', 'memlock']);
