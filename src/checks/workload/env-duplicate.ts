// Judges variables that are there twice: https://kubernetes.io/docs/tasks/inject-data-application/define-environment-variable-container/
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import type { EditTarget, ModelEdit } from '../../model/edit.ts';
import { locationOf, valueOf, type Field } from '../../model/field.ts';
import type { Variable } from '../../model/workload.ts';
import { containersOf, refOf, sayOf } from './container.ts';
import { inEveryFormat, inFormats } from './every-format.ts';
import { fixOf } from './pod-fix.ts';

export const envDuplicate: Check<'workload'> = {
  id: toRuleId('wl-env-duplicate'),
  title: 'Variable is there twice',
  severity: 'info',
  layer: 'container',
  on: 'workload',
  why: 'Only the last one holds: whoever reads or changes the first believes something else.',
  todo: 'Remove the one that does not hold.',
  refs: ['kl:duplicate-env-var', 'sc:environment-variable-key-duplication', 'C-0295'],
  since: '2026.11',
  pack: 'hygiene',
  get examples() {
    const level = (value: string): Variable => ({ name: 'LEVEL', value });
    return {
      bad: inFormats(['kubernetes'], { env: [level('info'), level('debug')] }),
      good: inEveryFormat({ env: [level('info'), { name: 'level', value: 'debug' }] }),
    };
  },
  *run(workload) {
    for (const container of containersOf(workload)) {
      const seen = new Map<string, Field<Variable>>();
      for (const field of container.declared.env ?? []) {
        const name = valueOf(field)?.name ?? '';
        const before = seen.get(name);
        seen.set(name, field);
        // `*` stands for names that are not in the file.
        if (before === undefined || name === '' || name.endsWith('*')) continue;
        yield {
          key: `${container.name}/${name}`,
          what: sayOf(workload, container, `says ${name} twice`),
          ...fixOf(`remove the first ${name}`, removalOf(before, { fact: workload.id, container: container.name })),
          fields: [before, field].map((one) => ({ ...refOf('env', one, container), secret: true })),
        };
      }
    }
  },
};

function removalOf(field: Field<Variable>, target: EditTarget): readonly ModelEdit[] {
  const at = locationOf(field);
  const name = valueOf(field)?.name;
  return at === undefined ? [] : [{ op: 'remove', target, field: 'env', value: { name }, at }];
}
