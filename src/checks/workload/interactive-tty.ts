// Judges terminals that nobody sits at: https://docs.docker.com/reference/cli/docker/container/run/#tty
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import type { Fix } from '../../model/edit.ts';
import { isKnown, valueOf } from '../../model/field.ts';
import { accuseSetting, targetOf, unsetFix } from './container.ts';
import type { JudgedContainer, JudgedWorkload } from './container.ts';
import { inEveryFormat } from './every-format.ts';

export const interactiveTty: Check<'workload'> = {
  id: toRuleId('wl-interactive-tty'),
  title: 'Waits for somebody to type',
  severity: 'info',
  layer: 'container',
  on: 'workload',
  why: 'A terminal is of no use to a service; some programs start a prompt when they see one.',
  todo: 'Remove it.',
  refs: ['gk:disallowinteractive'],
  since: '2026.11',
  pack: 'hygiene',
  get examples() {
    return {
      bad: [
        ...inEveryFormat({ stdin: true }),
        ...inEveryFormat({ stdin: true, tty: true }),
        ...inEveryFormat({ tty: true }),
      ],
      good: [...inEveryFormat(), ...inEveryFormat({ stdin: false })],
    };
  },
  run: (workload) => [
    ...accuseSetting(workload, {
      name: 'stdin',
      isBad: (open) => open,
      clause: () => 'keeps its input open',
      fix: (field, _, container) =>
        withTerminal(
          unsetFix('close its input', { name: 'stdin', field }, targetOf(workload, container)),
          terminalOf(workload, container),
        ),
    }),
    ...accuseSetting(workload, {
      name: 'tty',
      isBad: (tty, { effective }) => tty && valueOf(effective.stdin) !== true,
      clause: () => 'has a terminal',
      fix: (field, _, container) =>
        unsetFix('take its terminal', { name: 'tty', field }, targetOf(workload, container)),
    }),
  ],
};

/** A terminal without its input would be the next thing to say. */
function terminalOf(workload: JudgedWorkload, container: JudgedContainer): Fix | undefined {
  const field = container.effective.tty;
  if (!isKnown(field) || !field.value) return undefined;
  return unsetFix('take its terminal', { name: 'tty', field }, targetOf(workload, container));
}
function withTerminal(input: Fix | undefined, terminal: Fix | undefined): Fix | undefined {
  return input === undefined ? undefined : { ...input, edits: [...input.edits, ...(terminal?.edits ?? [])] };
}
