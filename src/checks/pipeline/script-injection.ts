// Judges words of outsiders that become part of a script: https://docs.github.com/en/actions/concepts/security/script-injections
import { toRuleId } from '../../model/brand.ts';
import type { Check, Message } from '../../model/check.ts';
import type { Command } from '../../model/build-facts.ts';
import type { PipelineText } from '../../model/pipeline-facts.ts';
import { declared } from '../../model/field.ts';
import type { Severity } from '../../model/severity.ts';
import { commit, gitlab, workflow } from './example-text.ts';
import { outsiderIn, type Pipeline, type Reach, type Spot } from './outsiders.ts';

const title = '${{ github.event.issue.title }}';

export const scriptInjection: Check<'pipeline'> = {
  id: toRuleId('ci-script-injection'),
  title: 'Words of an outsider become part of a script',
  severity: 'high',
  layer: 'code',
  on: 'pipeline',
  why: 'The service puts the text in before the shell reads the script: who chooses the title, the name of a branch or the message writes commands there, and they run with the token and the secrets of the job.',
  todo: 'Hand the value over as a variable (`env: TITLE: ${{ … }}`) and use it as "$TITLE" in the script.',
  refs: [
    'T1059',
    'CWE-94',
    'kics:20f14e1a',
    'kics:62ff6823',
    'CKV_GHA_2',
    'zizmor:template-injection',
    'poutine:injection',
  ],
  since: '2026.11',
  examples: {
    bad: [
      workflow({ on: 'issues', steps: [`run: "echo ${title}"`] }),
      workflow({ on: 'pull_request_target', steps: ['run: "git switch ${{ github.head_ref || github.ref }}"'] }),
      workflow({ on: 'push', steps: ['run: "echo ${{ toJSON(github.event.commits) }}"'] }),
      workflow({ on: 'issues', job: `env: {TITLE: "${title}"}`, steps: ['run: "echo ${{ env.TITLE }}"'] }),
      workflow({
        on: 'issue_comment',
        steps: [`uses: actions/github-script@${commit}, with: {script: "run('\${{ github.event.comment.body }}')"}`],
      }),
      workflow({
        on: '{workflow_dispatch: {inputs: {tag: {type: string}}}}',
        steps: ['run: "echo ${{ inputs.tag }}"'],
      }),
      gitlab('build: {script: [\'eval "echo $CI_MERGE_REQUEST_TITLE"\']}'),
      gitlab('build: {script: [\'bash -c "echo $CI_MERGE_REQUEST_TITLE"\']}'),
    ],
    good: [
      workflow({ on: 'issues', steps: [`run: 'echo "$TITLE"', env: {TITLE: "${title}"}`] }),
      workflow({ on: 'push', steps: [`run: "echo ${title}"`] }),
      workflow({ on: '[push, issues]', job: "if: github.event_name == 'push'", steps: [`run: "echo ${title}"`] }),
      workflow({ on: 'issues', steps: ['run: "echo ${{ contains(github.event.issue.title, \'x\') }}"'] }),
      workflow({ on: 'issues', steps: ['run: "echo ${{ github.event.issue.number }} ${{ github.sha }}"'] }),
      workflow({
        on: '{workflow_dispatch: {inputs: {tag: {type: choice}}}}',
        steps: ['run: "echo ${{ inputs.tag }}"'],
      }),
      gitlab('build: {script: [\'echo "$CI_MERGE_REQUEST_TITLE"\']}'),
      gitlab('build: {script: [\'tool -c "echo $CI_MERGE_REQUEST_TITLE"\']}'),
      gitlab('build: {script: [\'bash build.sh "$CI_MERGE_REQUEST_TITLE"\']}'),
    ],
  },
  *run(pipeline) {
    for (const job of pipeline.jobs) {
      for (const step of job.steps) {
        const spot: Spot = { pipeline, job, step };
        for (const script of scriptsOf(spot)) yield* insertedIn(script, spot);
        for (const command of step.script?.commands ?? []) yield* evaluated(command, job.name, pipeline);
      }
    }
  },
};

/** Of which actions which setting is a script. */
const sinks: ReadonlyMap<string, string> = new Map([
  ['actions/github-script', 'script'],
  ['azure/cli', 'inlinescript'],
  ['azure/powershell', 'inlinescript'],
  ['appleboy/ssh-action', 'script'],
  ['addnab/docker-run-action', 'run'],
  ['nick-fields/retry', 'command'],
]);
function scriptsOf({ step: { script, use, settings } }: Spot): readonly PipelineText[] {
  if (script !== undefined) return [script];
  const sink = use === undefined ? undefined : sinks.get(use.name);
  return sink === undefined ? [] : settings.filter(({ name }) => name.toLowerCase() === sink);
}
const severityOf: Readonly<Record<Reach, Severity>> = {
  secrets: 'high',
  // Who sends a pull request changes the scripts as well; only what a reviewer looks at differs.
  'no secrets': 'medium',
  caller: 'medium',
  input: 'low',
};
const sayWho: Readonly<Record<Reach, string>> = {
  secrets: 'anybody',
  'no secrets': 'whoever sends a pull request',
  caller: 'whoever causes what its caller runs on',
  input: 'whoever starts or calls it',
};
function* insertedIn({ inserts, via }: PipelineText, spot: Spot): Iterable<Message> {
  const told = new Set<string>();
  for (const insert of inserts) {
    const found = told.has(insert.written) ? undefined : outsiderIn(insert, spot);
    told.add(insert.written);
    if (found === undefined) continue;
    const { source, reach } = found;
    yield {
      key: `${spot.job.name}/${insert.written}`,
      what: `a script of ${spot.job.name} has ${source} in it, which ${sayWho[reach]} writes`,
      severity: severityOf[reach],
      fields: [{ name: 'run', field: declared(insert.written, insert.at, via) }],
    };
  }
}

const written =
  /\$\{?(CI_COMMIT_(?:MESSAGE|TITLE|DESCRIPTION|TAG_MESSAGE|AUTHOR|BRANCH|REF_NAME)|CI_(?:MERGE_REQUEST|EXTERNAL_PULL_REQUEST)_(?:TITLE|DESCRIPTION|SOURCE_BRANCH_NAME)|GITHUB_HEAD_REF)\b/;
const shells = new Set(['sh', 'bash', 'dash', 'ash', 'zsh', 'ksh']);
/** A variable that the outer shell fills in is code for the inner one. */
function* evaluated({ name, args, at }: Command, job: string, { type }: Pipeline): Iterable<Message> {
  const code =
    name.text === 'eval' ? args : shells.has(name.text ?? '') && args[0]?.text === '-c' ? args.slice(1, 2) : [];
  for (const word of code) {
    const [, variable] = word.text === undefined ? (written.exec(word.raw) ?? []) : [];
    if (variable === undefined) continue;
    const who = type === 'gitlab-ci' ? 'whoever sends a merge request or pushes' : 'whoever sends a pull request';
    yield {
      key: `${job}/${variable}`,
      what: `a script of ${job} hands ${variable} to a shell as code, which ${who} writes`,
      severity: 'medium',
      fields: [{ name: 'script', field: declared(word.raw, at) }],
    };
  }
}
