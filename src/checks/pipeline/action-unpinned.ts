// Judges names of others' code that can come to mean something else: https://docs.github.com/en/actions/reference/security/secure-use#using-third-party-actions
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import type { PipelineUse } from '../../model/pipeline-facts.ts';
import { declared } from '../../model/field.ts';
import { commit, gitlab, workflow } from './example-text.ts';
import type { Pipeline } from './outsiders.ts';

const digest = `sha256:${'1'.repeat(64)}`;

export const actionUnpinned: Check<'pipeline'> = {
  id: toRuleId('ci-action-unpinned'),
  title: 'Pipeline runs code of others by a name that can move',
  severity: 'medium',
  layer: 'code',
  on: 'pipeline',
  why: 'Whoever takes over the account of its owner moves the tag or branch to their own code, which then runs with the secrets of every pipeline that names it.',
  todo: 'Name the whole hash of a commit, and the tag in a comment behind it; an image by its digest. A bot such as Dependabot or Renovate keeps both up to date.',
  refs: ['T1195.002', 'kics:555ab8f9', 'zizmor:unpinned-uses'],
  since: '2026.11',
  examples: {
    bad: [
      workflow({ steps: ['uses: acme/build@v2'] }),
      workflow({ steps: ['uses: acme/build@main'] }),
      workflow({ steps: ['uses: actions/checkout@v4'] }),
      workflow({ steps: [`uses: acme/build@${commit.slice(0, 7)}`] }),
      workflow({ steps: ['uses: "docker://alpine:3.22"'] }),
      workflow({ top: 'permissions: {}\nenv: {A: b}', steps: ['uses: acme/tools/build@v2'] }),
      { format: 'github-actions', text: 'on: push\njobs:\n  a: {uses: acme/ci/.github/workflows/build.yaml@v1}\n' },
      gitlab('include: [{remote: "https://example.com/ci.yml"}]'),
      gitlab('include: [{component: gitlab.com/acme/build/go@1.2}]'),
      gitlab('include: [{project: acme/ci, file: /build.yml, ref: main}]'),
    ],
    good: [
      workflow({ steps: [`uses: acme/build@${commit}`] }),
      workflow({ steps: ['uses: ./.github/actions/build'] }),
      workflow({ steps: [`uses: "docker://alpine@${digest}"`] }),
      gitlab('include: [{local: /build.yml}, {template: Jobs/Build.gitlab-ci.yml}]'),
      gitlab(`include: [{project: acme/ci, file: /build.yml, ref: ${commit}}]`),
      gitlab('include: [{component: "example.com/acme/build@$[[ inputs.version ]]"}]'),
      gitlab(
        'include: [{remote: "https://example.com/ci.yml", integrity: "sha256-L3/GAoKaw0Arw6hDCKeKQlV1QPEgHYxGBHsH4zG1IY8="}]',
      ),
    ],
  },
  *run(pipeline) {
    for (const [written, uses] of Map.groupBy(unpinned(pipeline), (use) => use.written)) {
      const [use] = uses;
      if (use === undefined) continue;
      yield {
        key: written,
        what: sayOf(use),
        severity: use.own ? 'low' : 'medium',
        fields: uses.map(({ at, via }) => ({ name: 'uses', field: declared(written, at, via) })),
      };
    }
  },
};
function unpinned({ includes, jobs }: Pipeline): readonly PipelineUse[] {
  const steps = jobs.flatMap((job) => job.steps.flatMap(({ use }) => use ?? []));
  return [...includes, ...steps].filter(({ fixed }) => !fixed);
}
function sayOf({ from, name, revision }: PipelineUse): string {
  if (from === 'image') return `runs the image ${name} without a digest`;
  if (from === 'address') return `takes in ${name} as it is there at the time`;
  return `runs ${name} as ${revision === undefined ? 'its default branch' : revision} is at the time`;
}
