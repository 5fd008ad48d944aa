// Which contexts of GitHub Actions somebody without rights in the repository writes, and on which events.
// https://docs.github.com/en/actions/concepts/security/script-injections
import type { JudgedOf } from '../../model/facts.ts';
import type { PipelineInsert, PipelineJob, PipelineSetting, PipelineStep } from '../../model/pipeline-facts.ts';

export type Pipeline = JudgedOf<'pipeline'>;

const pulls = 'pull_request pull_request_target pull_request_review pull_request_review_comment';
/** Context | events on which it is there. */
const table = `
github.event.issue.title | issues issue_comment
github.event.issue.body | issues issue_comment
github.event.pull_request.title | ${pulls}
github.event.pull_request.body | ${pulls}
github.event.pull_request.head.ref | ${pulls}
github.event.pull_request.head.label | ${pulls}
github.event.pull_request.head.repo.default_branch | ${pulls}
github.event.pull_request.head.repo.description | ${pulls}
github.event.pull_request.head.repo.homepage | ${pulls}
github.event.changes.title.from | issues pull_request pull_request_target
github.event.changes.body.from | issues issue_comment pull_request pull_request_target
github.head_ref | pull_request pull_request_target
github.event.comment.body | issue_comment commit_comment discussion_comment pull_request_review_comment
github.event.review.body | pull_request_review
github.event.discussion.title | discussion discussion_comment
github.event.discussion.body | discussion discussion_comment
github.event.pages.*.page_name | gollum
github.event.commits.*.message | push
github.event.commits.*.author.email | push
github.event.commits.*.author.name | push
github.event.head_commit.message | push
github.event.head_commit.author.email | push
github.event.head_commit.author.name | push
github.event.workflow_run.head_branch | workflow_run
github.event.workflow_run.display_title | workflow_run
github.event.workflow_run.head_commit.message | workflow_run
github.event.workflow_run.head_commit.author.email | workflow_run
github.event.workflow_run.head_commit.author.name | workflow_run
github.event.workflow_run.head_repository.description | workflow_run
github.event.workflow_run.pull_requests.*.head.ref | workflow_run
`;
interface Controlled {
  readonly way: readonly string[];
  readonly events: ReadonlySet<string>;
}
const controlled: readonly Controlled[] = table
  .trim()
  .split('\n')
  .map((line) => {
    const [name = '', events = ''] = line.split(' | ');
    return { way: name.split('.'), events: new Set(events.split(' ')) };
  });

/** Actions whose outputs are names of files or branches of a pull request. */
const handing = new Set([
  'tj-actions/changed-files',
  'dorny/paths-filter',
  'jitterbit/get-changed-files',
  'trilom/file-changes-action',
  'xt0rted/pull-request-comment-branch',
  'alessbell/pull-request-comment-branch',
  'eficode/resolve-pr-refs',
]);

/** Events that outsiders cause, and that run with the secrets of the repository. */
const openEvents = new Set(
  'issues issue_comment pull_request_target workflow_run discussion discussion_comment commit_comment gollum'.split(
    ' ',
  ),
);
export function isOpen(event: string): boolean {
  return openEvents.has(event);
}

/** How far it reaches: with secrets, without them, or as far as whoever calls it lets it. */
export type Reach = 'secrets' | 'no secrets' | 'caller' | 'input';

/** A place in a job, from which variables and outputs of earlier steps are seen. */
export interface Spot {
  readonly pipeline: Pipeline;
  readonly job: PipelineJob;
  readonly step: PipelineStep;
}
export interface Outsider {
  readonly source: string;
  readonly reach: Reach;
}
/** What outsiders write into the place, the worst first; undefined where nobody does. */
export function outsiderIn({ sources }: Pick<PipelineInsert, 'sources'>, spot: Spot): Outsider | undefined {
  let worst: Outsider | undefined;
  for (const source of sources.flatMap((one) => behind(one, spot))) {
    const reach = reachAt(source, spot);
    if (reach !== undefined && (worst === undefined || order.indexOf(reach) < order.indexOf(worst.reach)))
      worst = { source, reach };
  }
  return worst;
}
const order: readonly Reach[] = ['secrets', 'no secrets', 'caller', 'input'];

/** Nobody's variable is made of more than that. */
const maxInserts = 20;
/** Variables that the service fills in, and outputs of steps, lead to what is in them. */
export function behind(source: string, { pipeline, job, step }: Spot): readonly string[] {
  const own = variableIn(step.env, source);
  // A variable of a step may be made of one of the job, which is made of none.
  if (own !== undefined) return own.flatMap((one) => behindJob(one, pipeline, job));
  return behindJob(source, pipeline, job);
}
const resolved = new WeakMap<PipelineJob, Map<string, readonly string[]>>();
function behindJob(source: string, pipeline: Pipeline, job: PipelineJob): readonly string[] {
  const known = resolved.get(job) ?? new Map<string, readonly string[]>();
  resolved.set(job, known);
  const found = known.get(source) ?? findBehind(source, pipeline, job);
  known.set(source, found);
  return found;
}
function findBehind(source: string, pipeline: Pipeline, job: PipelineJob): readonly string[] {
  const [context, name] = source.split('.', 2);
  if (context === 'env') return variableIn(job.env, source) ?? variableIn(pipeline.env, source) ?? [];
  if (context !== 'steps' || !/^steps\.[^.]+\.outputs\b/.test(source)) return [source];
  const step = job.steps.find(({ id }) => id?.toLowerCase() === name);
  return handing.has(step?.use?.name ?? '') ? ['github.head_ref'] : [source];
}
const variables = new WeakMap<readonly PipelineSetting[], ReadonlyMap<string, readonly string[]>>();
/** What the variable of that context is made of; undefined where it is not there. */
function variableIn(env: readonly PipelineSetting[], source: string): readonly string[] | undefined {
  const known = variables.get(env) ?? new Map(env.map((one) => [`env.${one.name.toLowerCase()}`, sourcesOf(one)]));
  variables.set(env, known);
  return known.get(source);
}
function sourcesOf({ inserts }: PipelineSetting): readonly string[] {
  return [...new Set(inserts.slice(0, maxInserts).flatMap(({ sources }) => sources))];
}

/** What holds wherever a step of the job has this condition. */
interface Standing {
  readonly events: readonly string[];
  readonly ownOnly: boolean;
  readonly reaches: Map<string, Reach | undefined>;
}
const standings = new WeakMap<PipelineJob, Map<string, Standing>>();
function standingAt(spot: Spot): Standing {
  const known = standings.get(spot.job) ?? new Map<string, Standing>();
  standings.set(spot.job, known);
  const condition = spot.step.condition ?? '';
  const found = known.get(condition) ?? {
    events: eventsAt(spot),
    ownOnly: isOwnOnly(conditionsAt(spot)),
    reaches: new Map<string, Reach | undefined>(),
  };
  known.set(condition, found);
  return found;
}
function reachAt(source: string, spot: Spot): Reach | undefined {
  const standing = standingAt(spot);
  if (standing.reaches.has(source)) return standing.reaches.get(source);
  const reach = reachOf(source, spot.pipeline, standing.events);
  // Whoever has a branch in the repository has rights in it.
  const held = reach !== undefined && reach !== 'caller' && standing.ownOnly ? 'input' : reach;
  standing.reaches.set(source, held);
  return held;
}
function reachOf(
  source: string,
  { type, triggers, closedInputs }: Pipeline,
  happening: readonly string[],
): Reach | undefined {
  const input = /^(?:github\.event\.)?inputs\.(.+)$/.exec(source)?.[1];
  if (input !== undefined) return closedInputs.includes(input) ? undefined : 'input';
  if (!source.startsWith('github')) return undefined;
  if (source.startsWith('github.event.client_payload')) return 'input';
  const way = source.split('.');
  const events = new Set(controlled.filter((one) => isSame(one.way, way)).flatMap((one) => [...one.events]));
  if (events.size === 0) return undefined;
  const own = happening.filter((one) => events.has(one));
  if (own.some((event) => isOpen(event) || event === 'push')) return 'secrets';
  if (own.length > 0) return 'no secrets';
  return type === 'action' || triggers.includes('workflow_call') ? 'caller' : undefined;
}
/** The same, or the whole that it is a part of. */
function isSame(known: readonly string[], way: readonly string[]): boolean {
  return way.length <= known.length && way.every((part, index) => part === known[index] || part === '*');
}

function conditionsAt({ job, step }: Spot): readonly (string | undefined)[] {
  return [job.condition, step.condition];
}
const named = /github\.event_name\s*(==|!=)\s*'(\w+)'/g;
/** Events on which the step runs, as far as its conditions name them. */
export function eventsAt(spot: Spot): readonly string[] {
  let events = spot.pipeline.triggers.map((trigger) => (trigger === 'push to tags' ? 'push' : trigger));
  for (const condition of conditionsAt(spot)) {
    if (condition === undefined || !isPlain(condition)) continue;
    for (const [, sign, name] of condition.matchAll(named))
      events = events.filter((event) => (event === name) === (sign === '=='));
  }
  return events;
}

/** Of what is true in one way or the other, or turned around, nothing follows. */
function isPlain(condition: string): boolean {
  return !condition.includes('||') && !/!\s*\(/.test(condition);
}

/** Whether what runs is the repository's own branches only. */
export function isOwnOnly(conditions: readonly (string | undefined)[]): boolean {
  return conditions.some((text) => text !== undefined && ownOnly.test(text) && isPlain(text));
}
const ownOnly =
  /head\.repo\.full_name\s*==\s*github\.repository\b|github\.repository\s*==\s*github\.event\.\w+\.head\.repo\.full_name|head\.repo\.fork\s*==\s*false|!\s*github\.event\.\w+\.head\.repo\.fork\b|head_repository\.full_name\s*==\s*github\.repository\b|workflow_run\.event\s*==\s*'(?:push|schedule|workflow_dispatch|release)'/;
/** Whether somebody with rights has to do something first. */
export function isAsked(conditions: readonly (string | undefined)[]): boolean {
  return conditions.some((text) => text !== undefined && /author_association|label|permission|\bactor\b/.test(text));
}
