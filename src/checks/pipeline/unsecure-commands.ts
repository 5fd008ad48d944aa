// Judges commands that any output can give: https://github.blog/changelog/2020-10-01-github-actions-deprecating-set-env-and-add-path-commands/
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { declared } from '../../model/field.ts';
import { workflow } from './example-text.ts';

const name = 'ACTIONS_ALLOW_UNSECURE_COMMANDS';

export const unsecureCommands: Check<'pipeline'> = {
  id: toRuleId('ci-unsecure-commands'),
  title: 'What a step prints can set variables of the next ones',
  severity: 'medium',
  layer: 'code',
  on: 'pipeline',
  why: 'Every program that prints a line of somebody else (a title, a log, a test’s name) lets them set PATH or LD_PRELOAD for the steps that follow, and with that run what they like.',
  todo: 'Remove the variable, and write to the file that $GITHUB_ENV or $GITHUB_PATH names.',
  refs: ['CWE-94', 'kics:60fd272d', 'CKV_GHA_1', 'zizmor:insecure-commands'],
  since: '2026.11',
  examples: {
    bad: [
      workflow({ top: `env: {${name}: true}` }),
      workflow({ job: `env: {${name}: "true"}` }),
      workflow({ steps: [`run: make, env: {${name}: true}`] }),
    ],
    good: [workflow({ top: `env: {${name}: false}` }), workflow({})],
  },
  *run({ env, jobs }) {
    const all = [env, ...jobs.flatMap((job) => [job.env, ...job.steps.map((step) => step.env)])].flat();
    for (const setting of all) {
      if (setting.name !== name || setting.text.toLowerCase() !== 'true') continue;
      yield {
        key: name,
        what: 'allows the commands set-env and add-path',
        fields: [{ name: 'env', field: declared(setting.text, setting.at, setting.via) }],
      };
    }
  },
};
