// Judges stages that have one name: https://docs.docker.com/reference/build-checks/duplicate-stage-name/
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { dockerfile, pinnedDebian } from './example-text.ts';
import { instructionField } from './invocation.ts';

export const stageNameDuplicate: Check<'build'> = {
  id: toRuleId('df-stage-name-duplicate'),
  title: 'Two stages have one name',
  severity: 'medium',
  layer: 'container',
  on: 'build',
  why: 'The name means the one or the other, by where it is used and by which builder: files come from a stage that nobody meant.',
  todo: 'Give each stage a name of its own',
  refs: ['DL3024', 'DS-0012', 'CKV_DOCKER_11', 'BK:DuplicateStageName', 'kics:f2daed12'],
  since: '2026.11',
  pack: 'hygiene',
  examples: {
    bad: [dockerfile(`FROM ${pinnedDebian} AS app`, `FROM ${pinnedDebian} AS app`, 'USER 65532:65532')],
    good: [dockerfile(`FROM ${pinnedDebian} AS build`, `FROM ${pinnedDebian} AS app`, 'USER 65532:65532')],
  },
  *run(build) {
    const known = new Set<string>();
    const told = new Set<string>();
    for (const { from, name } of build.stages) {
      const lower = name?.toLowerCase();
      if (lower === undefined) continue;
      if (known.has(lower) && !told.has(lower)) {
        told.add(lower);
        yield { key: lower, what: `another stage is named ${lower} too`, fields: [instructionField(from)] };
      }
      known.add(lower);
    }
  },
};
