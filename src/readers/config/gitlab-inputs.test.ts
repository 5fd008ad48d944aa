// Inputs of GitLab files: a default is what is run, and what has none is not known.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { PipelineDraft } from '../../model/pipeline-facts.ts';
import { bareField, readSample, unknownsIn, workloadsIn } from './config-sample.ts';
import { gitlabCiReader } from './gitlab-ci.ts';

interface Row {
  readonly fact: string;
  readonly inputs?: string;
  readonly image: string;
  /** As it is known here, or `?` and why not. */
  readonly found: string;
}
const rows: readonly Row[] = [
  { fact: 'a default', inputs: 'v: {default: "3.20"}', image: 'alpine:$[[ inputs.v ]]', found: 'alpine:3.20' },
  { fact: 'a number', inputs: 'v: {type: number, default: 24}', image: 'node:$[[inputs.v]]', found: 'node:24' },
  {
    fact: 'two of them',
    inputs: 'v: {default: "3"}, n: {default: a}',
    image: '$[[ inputs.n ]]:$[[ inputs.v ]]',
    found: 'a:3',
  },
  { fact: 'none', inputs: 'v:', image: 'alpine:$[[ inputs.v ]]', found: '? $[[ inputs.v ]] is not known here' },
  {
    fact: 'null',
    inputs: 'v: {default: null}',
    image: 'a:$[[ inputs.v ]]',
    found: '? $[[ inputs.v ]] is not known here',
  },
  { fact: 'no header', image: 'a:$[[ inputs.v ]]', found: '? $[[ inputs.v ]] is not known here' },
  {
    fact: 'another input',
    inputs: 'w: {default: b}',
    image: 'a:$[[ inputs.v ]]',
    found: '? $[[ inputs.v ]] is not known here',
  },
  {
    fact: 'what the component is called',
    inputs: 'v: {default: b}',
    image: 'a:$[[ component.version ]]',
    found: '? $[[ component.version ]] is not known here',
  },
  {
    fact: 'one of another kind of value',
    inputs: 'v: {default: b}',
    image: 'a:$[[ inputs.v.w ]]',
    found: '? $[[ inputs.v.w ]] is not known here',
  },
  { fact: 'one cut off', inputs: 'v: {default: abcdef}', image: 'a:$[[ inputs.v | truncate(1, 2) ]]', found: 'a:bc' },
  {
    fact: 'one with a variable',
    inputs: 'v: {default: $TAG}',
    image: 'a:$[[ inputs.v | expand_vars ]]',
    found: '? $TAG is not known here',
  },
  {
    fact: 'one that is changed in a way we do not know',
    inputs: 'v: {default: b}',
    image: 'a:$[[ inputs.v | rot13 ]]',
    found: '? $[[ inputs.v | rot13 ]] is not known here',
  },
  {
    fact: 'a default that looks like one',
    inputs: "v: {default: '$[[ inputs.v ]]'}",
    image: 'a:$[[ inputs.v ]]',
    found: '? $[[ inputs.v ]] is not known here',
  },
];
function fileOf({ inputs, image }: Row): string {
  const header = inputs === undefined ? '' : `spec: {inputs: {${inputs}}}\n---\n`;
  return `${header}build:\n  image: "${image}"\n  script: [make]\n`;
}
for (const row of rows) {
  test(`image by ${row.fact}`, async () => {
    const drafts = await readSample(gitlabCiReader, { path: '.gitlab-ci.yml', content: fileOf(row) });
    assert.deepEqual(
      workloadsIn(drafts).map(({ containers }) => String(bareField(containers[0]?.image))),
      [row.found],
    );
    const told = unknownsIn(drafts).filter(({ code }) => code === 'not-rendered');
    assert.equal(told.length, row.found.startsWith('? $[[') ? 1 : 0);
  });
}

const component = `spec:
  inputs:
    prefix: {default: app}
    image: {default: 'alpine:3.20'}
    services: {type: array, default: ['docker:28-dind']}
    flags: {default: --privileged}
    level: {options: [a, b], default: a}
    token: {default: 9f8e7d6c5b4a39281706}
    version:
---
include:
  - component: example.com/a/b@$[[ inputs.version ]]
  - local: /$[[ inputs.prefix ]].yml
variables: {API_TOKEN: "$[[ inputs.token ]]"}
"$[[ inputs.prefix ]]-build":
  image: {name: "$[[ inputs.image ]]"}
  services: $[[ inputs.services ]]
  script:
    - docker run $[[ inputs.flags ]] a:1
    - echo $[[ inputs.version ]]
`;
test('a component with its defaults', async () => {
  const drafts = await readSample(gitlabCiReader, { path: 'build.gitlab-ci.yml', content: component });
  assert.deepEqual(
    workloadsIn(drafts).map(({ type, namespace, containers: [first] }) => [
      type,
      namespace,
      String(bareField(first?.image)),
      first?.declared.privileged && bareField(first.declared.privileged),
    ]),
    [
      ['job container', 'app-build', 'alpine:3.20', undefined],
      ['service container', 'app-build', 'docker:28-dind', undefined],
      ['docker run', undefined, 'a:1', true],
    ],
  );
  assert.deepEqual(
    unknownsIn(drafts).map(({ code, why, at }) => [code, why, at?.line]),
    [['not-rendered', '$[[ inputs.version ]] has no default here', 12]],
  );
  const pipelines = drafts.filter((draft): draft is PipelineDraft => draft.kind === 'pipeline');
  const [pipeline] = pipelines;
  assert.equal(pipelines.length, 1);
  assert.deepEqual(pipeline?.closedInputs, ['level']);
  // What version comes in is not known, and so is not judged.
  assert.deepEqual(
    pipeline?.includes.map(({ written }) => written),
    ['/app.yml'],
  );
  assert.deepEqual(
    pipeline?.env.map(({ name, text }) => [name, text]),
    [['API_TOKEN', '9f8e7d6c5b4a39281706']],
  );
  const inserts = pipeline?.jobs.flatMap(({ steps }) => steps.flatMap(({ script }) => script?.inserts ?? []));
  // Whoever starts it may give another one.
  assert.deepEqual(
    inserts?.map(({ sources }) => sources),
    [['inputs.flags'], ['inputs.version']],
  );
});
test('a small file does not become a large one', async () => {
  const item = '$[[ inputs.v ]]'.repeat(1000);
  const content = `spec: {inputs: {v: {default: ${'x'.repeat(10_000)}}}}\n---\nvariables:\n${Array.from(
    { length: 50 },
    (_, index) => `  V${index}: "${item}"`,
  ).join('\n')}\n`;
  const drafts = await readSample(gitlabCiReader, { path: '.gitlab-ci.yml', content });
  const pipeline = drafts.find((draft) => draft.kind === 'pipeline');
  assert.ok(pipeline?.kind === 'pipeline');
  assert.ok(pipeline.env.reduce((sum, { text }) => sum + text.length, 0) < 8_000_000);
});
test('an alias within what it stands for', async () => {
  const content =
    'spec: {inputs: {v: {default: a}}}\n---\n.x: &x {image: "$[[ inputs.v ]]", y: *x}\nb: {extends: .x}\n';
  await readSample(gitlabCiReader, { path: '.gitlab-ci.yml', content });
});
