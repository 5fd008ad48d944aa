// Judges tokens that may do everything: https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#permissions
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { declared } from '../../model/field.ts';
import { workflow } from './example-text.ts';

export const tokenWriteAll: Check<'pipeline'> = {
  id: toRuleId('ci-token-write-all'),
  title: 'Token of the pipeline may write everything',
  severity: 'medium',
  layer: 'code',
  on: 'pipeline',
  why: 'Whoever gets code into one step of it, through a dependency or an action, pushes to the repository, publishes packages and releases in its name.',
  todo: 'Say `permissions: {contents: read}` for the workflow, and give single jobs what they need beyond it.',
  refs: ['CKV2_GHA_1', 'zizmor:excessive-permissions', 'T1195.002', 'CWE-250'],
  since: '2026.11',
  examples: {
    bad: [workflow({ top: 'permissions: write-all' }), workflow({ job: 'permissions: write-all' })],
    good: [
      workflow({ top: 'permissions: read-all' }),
      workflow({ top: 'permissions: {contents: read}', job: 'permissions: {contents: write}' }),
      workflow({}),
    ],
  },
  *run({ rights, jobs }) {
    for (const [where, given] of [['', rights] as const, ...jobs.map((job) => [job.name, job.rights] as const)]) {
      if (given?.all !== 'write') continue;
      yield {
        key: where,
        what: where === '' ? 'gives every job all rights' : `gives ${where} all rights`,
        fields: [{ name: 'permissions', field: declared('write-all', given.at) }],
      };
    }
  },
};
