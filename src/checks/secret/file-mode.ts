// Judges who may read mounted secrets: https://kubernetes.io/docs/concepts/configuration/secret/#secret-files-permissions
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { valueOf } from '../../model/field.ts';
import { inEveryFormat } from '../workload/every-format.ts';
import type { Says } from '../workload/example-says.ts';
import { accuseItems } from '../workload/list-rule.ts';

function withMode(mode: number): Says {
  return { mounts: [{ kind: 'secret', source: 'db', target: '/run/secrets/db', readOnly: true, mode }] };
}

export const fileMode: Check<'workload'> = {
  id: toRuleId('sec-file-mode'),
  title: 'Secret is open to more than its owner',
  severity: 'low',
  layer: 'container',
  on: 'workload',
  why: 'Any process of the container reads it, whatever user it runs as: a helper that was given up to an intruder has the credential too.',
  todo: 'Set the mode to 0400, or to 0440 with a group of its own.',
  refs: ['CWE-732'],
  since: '2026.11',
  get examples() {
    return {
      bad: [...inEveryFormat(withMode(0o644)), ...inEveryFormat(withMode(0o460))],
      good: [...inEveryFormat(withMode(0o400)), ...inEveryFormat(withMode(0o440))],
    };
  },
  run: (workload) =>
    accuseItems(workload, {
      name: 'mounts',
      judge: ({ kind, mode, target }) =>
        kind === 'secret' && mode !== undefined && (mode & tooWide) !== 0
          ? `has a secret at ${target} with mode 0${mode.toString(8)}`
          : undefined,
      keyOf: ({ target }) => target,
      // Without a group that the volume is handed to, only root would read it.
      change: (_, { effective }) =>
        workload.engine === 'kubernetes' && (valueOf(effective.fsGroup) ?? -1) > 0
          ? { say: 'let its owner and its group read it', to: [{ mode: 0o440 }] }
          : undefined,
    }),
};
/** Anything for others, and more than reading for the group. A mode that nobody wrote is the engine's. */
const tooWide = 0o037;
