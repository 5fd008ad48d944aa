// Pipelines: the containers of their jobs, and those that their scripts start, each with its place.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import type { DeclaredWorkload } from '../../model/workload.ts';
import { bare, bareField, readSample, unknownsIn, whereIs, workloadsIn } from './config-sample.ts';
import { githubActionsReader } from './github-actions.ts';
import { gitlabCiReader } from './gitlab-ci.ts';

const folder = path.resolve(import.meta.dirname, '../../../testdata/readers');
const workflowPath = '.github/workflows/ci.yaml';
const workflow = readFileSync(path.join(folder, 'github-actions', workflowPath), 'utf8');
const pipeline = readFileSync(path.join(folder, 'gitlab-ci/.gitlab-ci.yml'), 'utf8');
const github = workloadsIn(await readSample(githubActionsReader, { path: workflowPath, content: workflow }));
const gitlab = workloadsIn(await readSample(gitlabCiReader, { path: '.gitlab-ci.yml', content: pipeline }));

function told(workloads: readonly DeclaredWorkload[]): readonly string[] {
  return workloads.map(({ type, namespace, name, format, containers }) =>
    [format, type, [namespace, name].filter(Boolean).join('/'), String(bareField(containers[0]?.image))].join(' | '),
  );
}
function placed(workloads: readonly DeclaredWorkload[], text: string): readonly (readonly [string, string])[] {
  const lines = text.split('\n');
  return workloads
    .filter(({ format }) => format === 'docker-run')
    .map(({ at, containers }) => {
      const { line = 0, column = 0 } = at[0] ?? {};
      const [from, to] = (containers[0]?.raw.pointer ?? []).map(Number);
      return [(lines[line - 1] ?? '').slice(column - 1), text.slice(from, to)];
    });
}

test('a workflow: containers of jobs, services, and what steps start', () => {
  assert.deepEqual(told(github), [
    'github-actions | job container | test/test | node:24',
    'github-actions | service container | test/db | postgres:17',
    'github-actions | job container | matrix/matrix | ? ${{ matrix.image }} is not known here',
    'github-actions | job container | plain/plain | alpine:3.20',
    'docker-run | docker run | alpine | alpine:3.20',
    'docker-run | docker run | alpine | alpine:3.21',
    'docker-run | docker run | busybox | busybox:1',
  ]);
});
test('a workflow: all that it says of a container', () => {
  assert.deepEqual(bare(github[0]?.containers[0]), {
    privileged: true,
    user: '? ${{ matrix.user }} is not known here',
    env: [
      { name: 'LEVEL', value: 'info' },
      { name: 'TOKEN', ref: '${{ secrets.TOKEN }}' },
      { name: 'A', value: 'b c' },
    ],
    ports: [
      { container: 80, host: 8080, protocol: 'tcp' },
      { container: 9000, host: 0, protocol: 'tcp' },
    ],
    mounts: [
      { kind: 'bind', source: '/var/run/docker.sock', target: '/var/run/docker.sock', readOnly: false },
      { kind: 'volume', source: 'data', target: '/data', readOnly: false },
    ],
  });
  assert.equal(whereIs(github[0]?.containers[0]?.declared.privileged), `${workflowPath}:15`);
  const { capAdd, healthcheck } = bare(github[1]?.containers[0]);
  assert.deepEqual([capAdd, healthcheck], [['NET_ADMIN'], 'set']);
});
test('a workflow: lines of scripts know their places', () => {
  const [one, two, three] = placed(github, workflow);
  assert.deepEqual(one, ['docker run --privileged alpine:3.20', 'docker run --privileged alpine:3.20']);
  const second = 'docker run --pid=host -e SHA=${{ github.sha }} alpine:3.21';
  assert.deepEqual(two, [second, second]);
  assert.deepEqual(three, ['docker run --net host busybox:1', 'docker run --net host busybox:1']);
  assert.deepEqual(bare(github[5]?.containers[0])['env'], [{ name: 'SHA', ref: '${{ github.sha }}' }]);
});
test('a composite action, and a workflow in another folder', async () => {
  const action = 'runs:\n  using: composite\n  steps:\n    - run: docker run a:1\n      shell: sh\n';
  const found = workloadsIn(await readSample(githubActionsReader, { path: 'a/action.yml', content: action }));
  assert.deepEqual(told(found), ['docker-run | docker run | a | a:1']);
  const moved = await readSample(githubActionsReader, { path: 'a/ci.yaml', content: workflow });
  assert.equal(workloadsIn(moved).length, github.length);
  const others = 'jobs:\n  a: {container: "b:1", steps: [{run: docker run c}]}\n# runs-on\n';
  assert.deepEqual(await readSample(githubActionsReader, { path: 'a/jobs.yaml', content: others }), []);
});
test('options that are more than options', async () => {
  const text = 'jobs: {a: {container: {image: "b:1", options: "--privileged; docker run c"}}}\n';
  const drafts = await readSample(githubActionsReader, { path: workflowPath, content: text });
  assert.deepEqual(
    unknownsIn(drafts).map(({ code, why }) => [code, why]),
    [['value-unresolved', 'the options could not be read']],
  );
});

test('a pipeline: images of jobs, services, and what scripts start', () => {
  assert.deepEqual(told(gitlab), [
    'gitlab-ci | job container | default/default | alpine:3.20',
    'gitlab-ci | service container | default/docker | docker:28-dind',
    'gitlab-ci | job container | .base/.base | ? $CI_REGISTRY_IMAGE is not known here',
    'gitlab-ci | job container | build/build | registry.example/build:2',
    'gitlab-ci | service container | build/db | registry.example/postgres:17',
    'docker-run | docker run | base | base:1',
    'docker-run | docker run | a | a:1',
    'docker-run | docker run | container | ? $IMAGE is not known here',
  ]);
});
test('a pipeline: all that it says of a container', () => {
  assert.deepEqual(bare(gitlab[3]?.containers[0]), {
    user: '1000:3000',
    group: '3000',
    env: [
      { name: 'LEVEL', value: 'debug' },
      { name: 'API_TOKEN', value: '9f8e7d6c5b4a39281706' },
    ],
    command: ['/bin/sh', '-c'],
  });
  const { env, command } = bare(gitlab[4]?.containers[0]);
  assert.deepEqual((env as readonly unknown[]).at(-1), { name: 'POSTGRES_PASSWORD', ref: '$PASSWORD' });
  assert.deepEqual(command, ['postgres', '-c', 'fsync=off']);
});
test('a pipeline: lines of scripts know their places', () => {
  assert.deepEqual(
    placed(gitlab, pipeline).map(([line]) => line),
    ['docker run --privileged base:1', 'docker run --pid=host a:1"]', 'docker run --net=host $IMAGE'],
  );
});
test('what cannot be parsed is told', async () => {
  for (const [reader, name] of [
    [githubActionsReader, workflowPath],
    [gitlabCiReader, '.gitlab-ci.yml'],
  ] as const) {
    const drafts = await readSample(reader, { path: name, content: 'jobs: [a\nb: {' });
    assert.ok(unknownsIn(drafts).some(({ code }) => code === 'bad-syntax'));
  }
});
