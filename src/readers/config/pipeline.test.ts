// What a pipeline runs, with whose rights, and what is put into its scripts, each with its place.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Draft } from '../../model/facts.ts';
import type { PipelineDraft } from '../../model/pipeline-facts.ts';
import { bareField, readSample, unknownsIn } from './config-sample.ts';
import { githubActionsReader } from './github-actions.ts';
import { gitlabCiReader } from './gitlab-ci.ts';

function pipelineIn(drafts: readonly Draft[]): PipelineDraft {
  const found = drafts.filter((draft) => draft.kind === 'pipeline');
  const [first] = found;
  assert.ok(first !== undefined && found.length === 1);
  return first;
}
const workflow = `name: Release
on:
  push: {tags: ['v*']}
  workflow_dispatch:
    inputs: {tag: {type: string}, dry: {type: boolean}}
permissions: {contents: read}
env: {TAG: '\${{ inputs.tag }}'}
jobs:
  build:
    runs-on: [self-hosted, linux]
    permissions: write-all
    environment: production
    if: github.ref_type == 'tag'
    services:
      db: {image: 'postgres:17'}
      other: \${{ matrix.image }}
    steps:
      - id: get
        uses: Acme/Tools/build@v2
        with: {path: '\${{ github.head_ref }}'}
      - run: |
          set -e
          echo "\${{ github.event.issue.title }}" | tee out
          npm publish
      - run: Write-Host a
        shell: pwsh
  called:
    uses: acme/ci/.github/workflows/a.yaml@main
`;
test('a workflow', async () => {
  const read = pipelineIn(
    await readSample(githubActionsReader, { path: '.github/workflows/a.yaml', content: workflow }),
  );
  assert.equal(read.type, 'workflow');
  assert.deepEqual(read.triggers, ['push to tags', 'workflow_dispatch']);
  assert.deepEqual(read.closedInputs, ['dry']);
  assert.deepEqual(read.rights?.scopes, { contents: 'read' });
  assert.deepEqual(
    read.env.map(({ name, inserts }) => [name, inserts[0]?.sources]),
    [['TAG', ['inputs.tag']]],
  );
  assert.deepEqual(
    read.includes.map(({ written, fixed }) => [written, fixed]),
    [['acme/ci/.github/workflows/a.yaml@main', false]],
  );
  const [job, called] = read.jobs;
  assert.deepEqual(called?.steps, []);
  assert.deepEqual(job?.runner, ['self-hosted', 'linux']);
  assert.deepEqual([job?.rights?.all, job?.environment, job?.condition], ['write', true, "github.ref_type == 'tag'"]);
  assert.deepEqual(job?.services.map(bareField), ['postgres:17', '? ${{ matrix.image }} is not known here']);
});
test('steps of a workflow', async () => {
  const read = pipelineIn(
    await readSample(githubActionsReader, { path: '.github/workflows/a.yaml', content: workflow }),
  );
  const [action, script, other] = read.jobs[0]?.steps ?? [];
  assert.deepEqual(
    [action?.id, action?.use?.name, action?.use?.revision, action?.use?.fixed, action?.use?.at.line],
    ['get', 'acme/tools/build', 'v2', false, 19],
  );
  assert.deepEqual(action?.settings[0]?.inserts[0]?.sources, ['github.head_ref']);
  const [insert] = script?.script?.inserts ?? [];
  assert.deepEqual([insert?.sources, insert?.at.line, insert?.at.column], [['github.event.issue.title'], 23, 17]);
  assert.deepEqual(
    script?.script?.commands.map(({ name, args, at }) => [name.text, args[0]?.raw, at.line]),
    [
      ['set', '-e', 22],
      ['echo', '"${{ github.event.issue.title }}"', 23],
      ['tee', 'out', 23],
      ['npm', 'publish', 24],
    ],
  );
  // What the service puts in is nothing that is known.
  assert.equal(script?.script?.commands[1]?.args[0]?.text, undefined);
  assert.deepEqual(other?.script?.commands, []);
});

const uses: readonly (readonly [uses: string, from: string, fixed: boolean, own: boolean])[] = [
  ['actions/checkout@v4', 'repository', false, true],
  ['actions/checkout@a81bbbf8298c0fa03ea29cdc473d45769f953675', 'repository', true, true],
  ['acme/a@a81bbbf', 'repository', false, false],
  ['acme/a', 'repository', false, false],
  ['./a', 'local', true, true],
  ['docker://alpine:3', 'image', false, false],
  [`docker://alpine@sha256:${'0'.repeat(64)}`, 'image', true, false],
];
for (const [written, from, fixed, own] of uses) {
  test(`uses ${written}`, async () => {
    const content = `runs: {using: composite, steps: [{uses: '${written}'}]}\n`;
    const read = pipelineIn(await readSample(githubActionsReader, { path: 'action.yml', content }));
    const use = read.jobs[0]?.steps[0]?.use;
    assert.deepEqual([read.type, use?.from, use?.fixed, use?.own], ['action', from, fixed, own]);
  });
}

const pipeline = `include:
  - /local.yml
  - {project: acme/ci, file: /a.yml}
  - component: $CI_SERVER_FQDN/acme/a/b@1
variables: {A: b}
build:
  tags: [docker]
  variables: {C: {value: d}}
  services: ['docker:$VERSION-dind', {name: redis}]
  cache: [{key: k, unprotect: true}, {paths: [a]}]
  before_script: [a]
  script:
    - b $[[ inputs.x ]]
    - [c, d]
`;
test('a pipeline of GitLab', async () => {
  const read = pipelineIn(await readSample(gitlabCiReader, { path: '.gitlab-ci.yml', content: pipeline }));
  assert.deepEqual(
    read.includes.map(({ from, name, fixed, own }) => [from, name, fixed, own]),
    [
      ['local', '/local.yml', true, true],
      ['repository', 'acme/ci', false, true],
      ['repository', '$CI_SERVER_FQDN/acme/a/b', false, true],
    ],
  );
  assert.deepEqual(
    read.env.map(({ name, text }) => [name, text]),
    [['A', 'b']],
  );
  const job = read.jobs.find(({ name }) => name === 'build');
  assert.deepEqual(job?.runner, ['docker']);
  assert.deepEqual(
    job?.env.map(({ name, text }) => [name, text]),
    [['C', 'd']],
  );
  assert.deepEqual(job?.services.map(bareField), ['? docker:$VERSION-dind is not known here', 'redis']);
  assert.deepEqual(
    job?.caches.map(({ key, shared }) => [key, shared]),
    [
      ['k', true],
      [undefined, false],
    ],
  );
  assert.deepEqual(
    job?.steps.map(({ script, at }) => [script?.text, script?.inserts[0]?.sources, at.line]),
    [
      ['a', undefined, 11],
      ['b $[[ inputs.x ]]', ['inputs.x'], 13],
      ['c', undefined, 14],
      ['d', undefined, 14],
    ],
  );
});
test('one step by many names is looked at once', async () => {
  const many = Array.from({ length: 2000 }, () => '*s').join(', ');
  const content = `on: push\njobs: {a: {steps: [&s {run: "${'echo ${{ github.sha }}; '.repeat(2000)}"}, ${many}]}}\n`;
  const begin = process.cpuUsage();
  const read = pipelineIn(await readSample(githubActionsReader, { path: '.github/workflows/a.yaml', content }));
  const { user } = process.cpuUsage(begin);
  assert.equal(read.jobs[0]?.steps.length, 2001);
  assert.ok(user < 3_000_000, `${user} µs`);
});
test('more steps than anybody has', async () => {
  const lines = Array.from({ length: 2000 }, () => 'a').join(', ');
  const content = ['b', 'c', 'd'].map((job) => `${job}: {script: [${lines}]}\n`).join('');
  const drafts = await readSample(gitlabCiReader, { path: '.gitlab-ci.yml', content });
  assert.deepEqual(
    unknownsIn(drafts).map(({ code, why }) => [code, why]),
    [['limit-reached', 'more than 5000 steps']],
  );
});
