// Which contexts of GitHub Actions somebody without rights in the repository writes, and on which events.
// https://docs.github.com/en/actions/concepts/security/script-injections
import type { JudgedOf, PipelineInsert, PipelineJob, PipelineSetting, PipelineStep } from '../../model/facts.ts';

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
/** What outsiders write into the place, the worst first; undefined where nobody does. */
export function outsiderIn(
  { sources }: Pick<PipelineInsert, 'sources'>,
  spot: Spot,
): { readonly source: string; readonly reach: Reach } | undefined {
  const found = sources
    .flatMap((source) => behind(source, spot, 0))
    .flatMap((source) => {
      const reach = reachOf(source, spot.pipeline);
      return reach === undefined ? [] : [{ source, reach }];
    });
  return order.map((reach) => found.find((one) => one.reach === reach)).find((one) => one !== undefined);
}
const order: readonly Reach[] = ['secrets', 'no secrets', 'caller', 'input'];

const maxHops = 4;
/** Variables that the service fills in, and outputs of steps, lead to what is in them. */
export function behind(source: string, spot: Spot, hops: number): readonly string[] {
  const [context = '', name = ''] = source.split('.', 2);
  if (hops >= maxHops) return [source];
  if (context === 'env') {
    const setting = findVariable(name, spot);
    return setting?.inserts.flatMap((insert) => insert.sources.flatMap((one) => behind(one, spot, hops + 1))) ?? [];
  }
  if (context === 'steps' && /^steps\.[^.]+\.outputs\b/.test(source)) {
    const step = spot.job.steps.find(({ id }) => id?.toLowerCase() === name);
    return step?.use !== undefined && handing.has(step.use.name) ? ['github.head_ref'] : [source];
  }
  return [source];
}
function findVariable(name: string, { pipeline, job, step }: Spot): PipelineSetting | undefined {
  const lists = [step.env, job.env, pipeline.env];
  return lists
    .map((list) => list.find((one) => one.name.toLowerCase() === name))
    .find((setting) => setting !== undefined);
}

function reachOf(source: string, { type, triggers, closedInputs }: Pipeline): Reach | undefined {
  const way = source.split('.');
  const input = /^(?:github\.event\.)?inputs\.(.+)$/.exec(source)?.[1];
  if (input !== undefined) return closedInputs.includes(input) ? undefined : 'input';
  if (source.startsWith('github.event.client_payload')) return 'input';
  const events = new Set(controlled.filter((one) => isSame(one.way, way)).flatMap((one) => [...one.events]));
  if (events.size === 0) return undefined;
  const own = triggers
    .map((trigger) => (trigger === 'push to tags' ? 'push' : trigger))
    .filter((one) => events.has(one));
  if (own.some((event) => isOpen(event) || event === 'push')) return 'secrets';
  if (own.length > 0) return 'no secrets';
  return type === 'action' || triggers.includes('workflow_call') ? 'caller' : undefined;
}
/** The same, or the whole that it is a part of. */
function isSame(known: readonly string[], way: readonly string[]): boolean {
  return way.length <= known.length && way.every((part, index) => part === known[index] || part === '*');
}

/** Whether what runs is the repository's own branches only. */
export function isOwnOnly(conditions: readonly (string | undefined)[]): boolean {
  return conditions.some((text) => text !== undefined && ownOnly.test(text) && !text.includes('||'));
}
const ownOnly =
  /head\.repo\.full_name\s*==\s*github\.repository\b|github\.repository\s*==\s*github\.event\.\w+\.head\.repo\.full_name|head\.repo\.fork\s*==\s*false|!\s*github\.event\.\w+\.head\.repo\.fork\b|head_repository\.full_name\s*==\s*github\.repository\b/;
/** Whether somebody with rights has to do something first. */
export function isAsked(conditions: readonly (string | undefined)[]): boolean {
  return conditions.some((text) => text !== undefined && /author_association|label|permission|\bactor\b/.test(text));
}
