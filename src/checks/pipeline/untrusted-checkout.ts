// Judges code of outsiders that runs beside secrets: https://docs.github.com/en/actions/reference/security/secure-use#mitigating-the-risks-of-untrusted-code-checkout
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import type { PipelineStep } from '../../model/pipeline-facts.ts';
import { declared, type Known } from '../../model/field.ts';
import type { Severity } from '../../model/severity.ts';
import { commit, workflow } from './example-text.ts';
import { behind, eventsAt, isAsked, isOwnOnly, type Spot } from './outsiders.ts';

const checkout = (settings: string) => `uses: actions/checkout@${commit}, with: {${settings}}`;
const head = checkout('ref: "${{ github.event.pull_request.head.sha }}"');

export const untrustedCheckout: Check<'pipeline'> = {
  id: toRuleId('ci-untrusted-checkout'),
  title: 'Code of a pull request runs with the secrets of the repository',
  severity: 'critical',
  layer: 'code',
  on: 'pipeline',
  why: 'On this event the job has the secrets and often a token that writes, and it fetches what somebody without any rights has sent: their build script, tests or package hooks run, and take all of it.',
  todo: 'Run the code on `pull_request`, where there are no secrets, and do what needs them in a second workflow that runs none of it.',
  refs: [
    'T1195.002',
    'CWE-829',
    'zizmor:dangerous-triggers',
    'poutine:untrusted_checkout_exec',
    'codeql:actions/untrusted-checkout',
  ],
  since: '2026.11',
  examples: {
    bad: [
      workflow({ on: 'pull_request_target', steps: [head, 'run: npm test'] }),
      workflow({
        on: 'pull_request_target',
        steps: [checkout('ref: "refs/pull/${{ github.event.number }}/merge"'), 'run: make'],
      }),
      workflow({
        on: 'workflow_run',
        steps: [checkout('ref: "${{ github.event.workflow_run.head_sha }}"'), 'uses: ./build'],
      }),
      workflow({ on: '[push, pull_request_target]', steps: [head, 'run: npm test'] }),
      workflow({
        on: 'pull_request_target',
        steps: [
          checkout('repository: "${{ github.event.pull_request.head.repo.full_name || github.repository }}"'),
          'run: make',
        ],
      }),
      workflow({ on: 'issue_comment', steps: ['run: gh pr checkout "$PR" && make'] }),
      workflow({
        on: 'workflow_run',
        steps: [checkout('repository: "${{ github.event.workflow_run.head_repository.full_name }}"'), 'run: make'],
      }),
      workflow({ on: 'pull_request_target', steps: ['run: git fetch origin pull/7/head && git checkout FETCH_HEAD'] }),
      workflow({ on: 'pull_request_target', steps: ['run: git pull origin pull/7/merge && make'] }),
      workflow({ on: 'pull_request_target', job: 'environment: review', steps: [head, 'run: npm test'] }),
      workflow({ on: 'pull_request_target', job: 'environment: review', steps: [head, `uses: acme/lint@${commit}`] }),
    ],
    good: [
      workflow({ on: 'pull_request_target', steps: [checkout('ref: "${{ github.base_ref }}"'), 'run: make'] }),
      workflow({ on: 'pull_request_target', steps: [checkout('ref: refs/pull/7/merge'), 'run: make'] }),
      workflow({ on: 'pull_request_target', steps: [checkout('repository: "${{ github.repository }}"'), 'run: make'] }),
      workflow({
        on: 'pull_request_target',
        steps: [checkout('path: "${{ github.event.pull_request.head.sha }}"'), 'run: make'],
      }),
      workflow({
        on: 'pull_request_target',
        steps: [checkout('path: "${{ github.event.pull_request.head.repo.full_name }}"'), 'run: make'],
      }),
      workflow({ on: 'pull_request_target', steps: ['run: git fetch origin main && make'] }),
      workflow({ on: 'pull_request_target', steps: ['run: git show pull/7/head && make'] }),
      workflow({ on: 'pull_request_target', steps: ['run: hub fetch pull/7/head && make'] }),
      workflow({ on: 'pull_request_target', steps: ['run: gh pr view 7 && make'] }),
      workflow({ on: 'pull_request_target', steps: ['run: gh repo checkout 7 && make'] }),
      workflow({ on: 'pull_request_target', steps: ['run: hub pr checkout 7 && make'] }),
      workflow({ on: 'pull_request', steps: [head, 'run: npm test'] }),
      workflow({ on: 'pull_request_target', steps: [checkout('fetch-depth: 0'), 'run: npm test'] }),
      workflow({ on: 'pull_request_target', steps: [head] }),
      workflow({
        on: '[pull_request, pull_request_target]',
        job: "if: github.event_name == 'pull_request'",
        steps: [head, 'run: npm test'],
      }),
      workflow({
        on: 'pull_request_target',
        job: 'if: github.event.pull_request.head.repo.full_name == github.repository',
        steps: [head, 'run: npm test'],
      }),
    ],
  },
  *run(pipeline) {
    if (!pipeline.triggers.some((event) => dangerous.has(event))) return;
    for (const job of pipeline.jobs) {
      for (const [index, step] of job.steps.entries()) {
        const spot: Spot = { pipeline, job, step };
        const fetched = fetchedBy(spot);
        const conditions = [job.condition, step.condition];
        const events = eventsAt(spot).filter((event) => dangerous.has(event));
        if (fetched === undefined || events.length === 0 || isOwnOnly(conditions)) continue;
        const severity = severityOf(step, job.steps.slice(index + 1));
        if (severity === undefined) continue;
        const asked = job.environment || isAsked(conditions);
        yield {
          key: `${job.name}/${fetched.field.value}`,
          what: `${job.name} fetches what was sent, and runs on ${events.join(' and ')}`,
          severity: asked && severity === 'critical' ? 'high' : severity,
          fields: [fetched],
        };
      }
    }
  },
};
const dangerous = new Set(['pull_request_target', 'workflow_run', 'issue_comment']);

/** Undefined where nothing comes after. */
function severityOf({ script }: PipelineStep, after: readonly PipelineStep[]): Severity | undefined {
  const runs = (script?.commands.length ?? 0) > 1 || after.some((step) => step.script ?? step.use?.from === 'local');
  if (runs) return 'critical';
  return after.length > 0 ? 'medium' : undefined;
}

const heads =
  /^github\.(?:head_ref|event\.pull_request\.(?:head\.(?:sha|ref|label)|merge_commit_sha)|event\.workflow_run\.(?:head_sha|head_branch|head_commit\.id))$/;
const numbers = /^refs\/pull\/.{1,500}\/(?:merge|head)$/s;
const repositories =
  /^github\.event\.(?:pull_request\.head\.repo|workflow_run\.head_repository)\.(?:full_name|name|clone_url)$/;
/** What of a step's text names the code of the pull request. */
function fetchedBy(spot: Spot): { readonly name: string; readonly field: Known<string> } | undefined {
  const { use, settings, script } = spot.step;
  if (use?.name === 'actions/checkout') {
    for (const { name, text, inserts, at, via } of settings) {
      const sources = inserts.flatMap((insert) => insert.sources.flatMap((source) => behind(source, spot)));
      const isRef =
        name === 'ref' && (sources.some((source) => heads.test(source)) || isNumbered(text, inserts.length));
      if (isRef || (name === 'repository' && sources.some((source) => repositories.test(source))))
        return { name, field: declared(text, at, via) };
    }
  }
  for (const { name, args, at } of script?.commands ?? []) {
    const words = [name, ...args].map(({ text, raw }) => text ?? raw);
    const isFetch = name.text === 'git' && /^(?:fetch|pull)$/.test(words[1] ?? '') && words.some(isPullHead);
    if ((name.text === 'gh' && words[1] === 'pr' && words[2] === 'checkout') || isFetch)
      return { name: 'run', field: declared(words.join(' '), at) };
  }
  return undefined;
}
function isNumbered(text: string, inserts: number): boolean {
  return inserts > 0 && numbers.test(text);
}
function isPullHead(word: string): boolean {
  return /(?:^|\/|\+)pull\/.{1,500}\/(?:head|merge)/s.test(word);
}
