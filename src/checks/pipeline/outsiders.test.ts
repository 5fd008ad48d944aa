// Who writes what an expression leaves in a script, one row each; and what a hostile file may cost.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { PipelineJob, PipelineSetting, PipelineStep } from '../../model/pipeline-facts.ts';
import { toFactId } from '../../model/brand.ts';
import { isAsked, isOwnOnly, outsiderIn, type Pipeline, type Spot } from './outsiders.ts';

const at = { path: '.github/workflows/a.yaml', line: 1 };
function setting(name: string, ...sources: readonly string[]): PipelineSetting {
  return {
    name,
    text: '',
    at,
    via: [],
    inserts: sources.map((source) => ({ written: source, sources: [source], at })),
  };
}
interface Given {
  readonly type?: Pipeline['type'];
  readonly triggers?: readonly string[];
  readonly top?: readonly PipelineSetting[];
  readonly job?: Partial<PipelineJob>;
  readonly step?: Partial<PipelineStep>;
}
function spotOf({ type = 'workflow', triggers = [], top = [], job = {}, step = {} }: Given): Spot {
  const one: PipelineStep = { env: [], settings: [], at, ...step };
  const whole: PipelineJob = {
    name: 'a',
    runner: [],
    environment: false,
    env: [],
    services: [],
    caches: [],
    steps: [one],
    at,
    ...job,
  };
  const pipeline: Pipeline = {
    kind: 'pipeline',
    id: toFactId('pipeline', 'sources', 'a'),
    scope: 'sources',
    type,
    path: at.path,
    triggers,
    env: top,
    closedInputs: ['dry'],
    includes: [],
    jobs: [whole],
    at: [at],
  };
  return { pipeline, job: whole, step: one };
}

const title = 'github.event.issue.title';
const used = {
  from: 'repository',
  written: 'tj-actions/changed-files@v1',
  name: 'tj-actions/changed-files',
  fixed: false,
  own: false,
  at,
  via: [],
} as const;
const changed: PipelineStep = { id: 'Get', use: used, env: [], settings: [], at };
const rows: readonly (readonly [what: string, source: string, given: Given, reach: string | undefined])[] = [
  ['a title of an issue', title, { triggers: ['issues'] }, 'secrets'],
  ['where there are none', title, { triggers: ['push'] }, undefined],
  ['a pull request of a fork', 'github.head_ref', { triggers: ['pull_request'] }, 'no secrets'],
  ['one beside secrets', 'github.head_ref', { triggers: ['pull_request', 'pull_request_target'] }, 'secrets'],
  ['the whole event', 'github.event', { triggers: ['discussion'] }, 'secrets'],
  ['an item', 'github.event.commits.*.message', { triggers: ['push to tags'] }, 'secrets'],
  ['who called it', title, { type: 'action' }, 'caller'],
  ['an input', 'inputs.tag', { triggers: ['workflow_dispatch'] }, 'input'],
  ['an input that is one of several', 'inputs.dry', { triggers: ['workflow_dispatch'] }, undefined],
  ['a number', 'github.event.issue.number', { triggers: ['issues'] }, undefined],
  ['a secret', 'secrets.a', { triggers: ['issues'] }, undefined],
  ['a variable of all jobs', 'env.t', { triggers: ['issues'], top: [setting('T', title)] }, 'secrets'],
  [
    'a variable of the step that hides it',
    'env.t',
    { triggers: ['issues'], top: [setting('T', title)], step: { env: [setting('T', 'github.sha')] } },
    undefined,
  ],
  [
    'a variable of a variable',
    'env.u',
    { triggers: ['issues'], top: [setting('T', title)], step: { env: [setting('U', 'env.t')] } },
    'secrets',
  ],
  ['a variable of itself', 'env.t', { triggers: ['issues'], step: { env: [setting('T', 'env.t')] } }, undefined],
  [
    'names of changed files',
    'steps.get.outputs.all',
    { triggers: ['pull_request_target'], job: { steps: [changed] } },
    'secrets',
  ],
  ['how that ended', 'steps.get.outcome', { triggers: ['pull_request_target'], job: { steps: [changed] } }, undefined],
  [
    'what another action hands on',
    'steps.get.outputs.all',
    { triggers: ['pull_request_target'], job: { steps: [{ ...changed, use: { ...used, name: 'acme/version' } }] } },
    undefined,
  ],
  ['own branches', 'github.head_ref', { triggers: ['pull_request_target'], job: { condition: own() } }, 'input'],
  [
    'another event',
    title,
    { triggers: ['issues', 'push'], step: { condition: "github.event_name == 'push'" } },
    undefined,
  ],
  ['not this event', title, { triggers: ['issues'], step: { condition: "github.event_name != 'issues'" } }, undefined],
  [
    'this event or another',
    title,
    { triggers: ['issues', 'push'], step: { condition: "github.event_name == 'push' || true" } },
    'secrets',
  ],
];
function own(): string {
  return 'github.event.pull_request.head.repo.full_name == github.repository';
}
for (const [what, source, given, reach] of rows) {
  test(what, () => assert.equal(outsiderIn({ sources: [source] }, spotOf(given))?.reach, reach));
}

test('the worst of several is told, wherever it stands', () => {
  const spot = spotOf({ triggers: ['issues', 'workflow_dispatch'] });
  for (const sources of [
    ['inputs.tag', title],
    [title, 'inputs.tag'],
  ])
    assert.deepEqual(outsiderIn({ sources }, spot), { source: title, reach: 'secrets' });
});
test('conditions', () => {
  assert.ok(isOwnOnly([undefined, own()]));
  assert.ok(!isOwnOnly([`!(${own()})`]) && !isOwnOnly([`${own()} || always()`]) && !isOwnOnly([undefined]));
  assert.ok(isAsked(["contains(github.event.pull_request.labels.*.name, 'ok')", undefined]) && !isAsked(['always()']));
});
test('variables of many variables are looked through once', () => {
  const names = Array.from({ length: 400 }, (_, index) => `env.a${index}`);
  const top = names.map((name) => setting(name.slice('env.'.length), ...names));
  const spot = spotOf({ triggers: ['issues'], top });
  const begin = process.cpuUsage();
  for (let round = 0; round < 500; round += 1) assert.equal(outsiderIn({ sources: names }, spot), undefined);
  assert.ok(process.cpuUsage(begin).user < 5_000_000);
});
