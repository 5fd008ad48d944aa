// Judges images whose health nobody can ask for.
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { instructionsOf } from './edits.ts';
import { onDebian } from './example-text.ts';
import { shippedStages } from './final-stages.ts';
import { instructionField } from './invocation.ts';

export const healthcheckMissing: Check<'build'> = {
  id: toRuleId('df-healthcheck-missing'),
  title: 'Image has no HEALTHCHECK',
  severity: 'low',
  layer: 'container',
  on: 'build',
  why: 'A program that hangs counts as running: nothing restarts it, and whatever waits for it waits on.',
  todo: 'Add HEALTHCHECK with a command that asks the program; where Kubernetes runs it, give the pod probes instead',
  refs: ['CISD 4.6', 'SYS:5.5', 'DL3057', 'DS-0026', 'CKV_DOCKER_2', 'CIS-DI-0006', 'kics:b03a748a'],
  since: '2026.11',
  pack: 'reliability',
  examples: {
    bad: [onDebian('CMD ["serve"]'), onDebian('HEALTHCHECK NONE', 'CMD ["serve"]')],
    good: [onDebian('HEALTHCHECK CMD ["check"]', 'CMD ["serve"]')],
  },
  *run(build) {
    const last = build.stages.at(-1);
    const probe = instructionsOf(shippedStages(build), 'HEALTHCHECK').at(-1);
    if (last === undefined || (probe !== undefined && probe.args[0]?.raw.toUpperCase() !== 'NONE')) return;
    yield probe === undefined
      ? { key: 'missing', what: 'no HEALTHCHECK', fields: [{ name: 'FROM', field: last.base }] }
      : { key: 'none', what: 'HEALTHCHECK is switched off', fields: [instructionField(probe)] };
  },
};
