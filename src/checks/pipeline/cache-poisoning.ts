// Judges caches that less trusted runs can fill and that what is published is built from: https://docs.github.com/en/actions/reference/security/secure-use, https://docs.gitlab.com/ci/caching/#cache-key-names
import { toRuleId } from '../../model/brand.ts';
import type { Check, Message } from '../../model/check.ts';
import type { World } from '../../model/facts.ts';
import type { PipelineJob, PipelineStep } from '../../model/pipeline-facts.ts';
import { declared } from '../../model/field.ts';
import type { Severity } from '../../model/severity.ts';
import { isOpenBeside } from './beside.ts';
import { commit, gitlab, workflow } from './example-text.ts';
import { isOwnOnly, type Pipeline } from './outsiders.ts';

const cache = `uses: actions/cache@${commit}, with: {path: node_modules, key: a}`;
const push = (more: string) => `uses: docker/build-push-action@${commit}, with: {push: true, ${more}}`;
const writing = 'permissions: {contents: write}';
const registry = '"type=registry,ref=registry.example/app:cache,mode=max"';
/** Whatever it does, outsiders make it run beside the caches of the main branch. */
const open = { '.github/workflows/triage.yaml': workflow({ on: '[issue_comment, workflow_dispatch]' }).text };

export const cachePoisoning: Check<'pipeline'> = {
  id: toRuleId('ci-cache-poisoning'),
  title: 'What is published is built from a cache that others fill',
  severity: 'medium',
  layer: 'code',
  on: 'pipeline',
  why: 'A cache is taken as it is: who gets code into any run that may write it, a test or a comment bot, puts theirs into it, and the release is built with that.',
  todo: 'Build what is published without a cache, or with one that only its own pipeline writes.',
  refs: ['T1195.002', 'zizmor:cache-poisoning', 'CVE-2024-24557'],
  since: '2026.11',
  examples: {
    bad: [
      workflow({ on: 'release', steps: [cache, `uses: actions/upload-artifact@${commit}`] }),
      { ...workflow({ on: 'push', steps: [cache, 'run: npm ci && npm publish'] }), files: open },
      workflow({
        on: '{push: {tags: ["v*"]}}',
        steps: [`uses: actions/setup-node@${commit}, with: {cache: npm}`, 'run: npm publish'],
      }),
      workflow({ on: '[push, pull_request]', steps: [push(`cache-to: ${registry}`)] }),
      workflow({ steps: ['run: "docker build --cache-from registry.example/app .", env: {DOCKER_BUILDKIT: 0}'] }),
      workflow({ on: '{push: {tags: ["v*"]}}', job: writing, steps: [cache, 'run: make'] }),
      {
        ...workflow({ on: 'release', job: 'permissions: write-all', steps: [cache, 'run: make'] }),
        also: ['ci-token-write-all'],
      },
      workflow({ steps: [cache, push('tags: app')] }),
      gitlab('build: {cache: {paths: [vendor], unprotect: true}, script: [make]}'),
    ],
    good: [
      workflow({ on: 'pull_request', steps: [cache, 'run: make'] }),
      workflow({ on: 'release', steps: [cache, 'run: make'] }),
      workflow({
        on: 'release',
        job: writing,
        steps: [cache.replace('key: a', 'key: a, lookup-only: true'), 'run: make'],
      }),
      workflow({
        on: 'release',
        job: writing,
        steps: [`uses: actions/setup-go@${commit}, with: {cache: false}`, 'run: make'],
      }),
      workflow({ on: 'push', steps: [push(`cache-to: ${registry}`)] }),
      workflow({ steps: ['run: docker build --cache-from registry.example/app .'] }),
      workflow({ steps: [cache, push('tags: app').replace('true', 'false')] }),
      workflow({ steps: [cache, `uses: acme/send@${commit}, with: {push: true}`] }),
      workflow({ on: 'release', job: writing, steps: [`uses: actions/setup-node@${commit}, with: {cache: ""}`] }),
      workflow({ on: 'release', job: writing, steps: [`uses: actions/setup-node@${commit}`, 'run: make'] }),
      workflow({ on: 'pull_request', steps: [push('cache-to: type=gha')] }),
      workflow({
        on: '[push, pull_request]',
        job: "if: github.event_name != 'pull_request'",
        steps: [push(`cache-to: ${registry}`)],
      }),
      workflow({
        on: '[push, pull_request]',
        job: 'if: github.event.pull_request.head.repo.full_name == github.repository',
        steps: [push(`cache-to: ${registry}`)],
      }),
      workflow({ steps: ['run: "docker build --pull .", env: {DOCKER_BUILDKIT: 0}'] }),
      workflow({ steps: ['run: "docker push --cache-from app", env: {DOCKER_BUILDKIT: 0}'] }),
      workflow({ steps: ['run: "podman build --cache-from app .", env: {DOCKER_BUILDKIT: 0}'] }),
      gitlab('build: {cache: {key: a, paths: [vendor]}, script: [make]}'),
    ],
  },
  *run(pipeline, world) {
    for (const job of pipeline.jobs) {
      yield* sharedIn(job);
      const restored = isPublishing(pipeline, job) ? job.steps : [];
      for (const step of restored) yield* restoredIn(step, job, severityBeside(pipeline, world));
      for (const step of job.steps) {
        yield* writtenIn(step, job, pipeline);
        yield* oldBuilderIn(step, job, pipeline);
      }
    }
  },
};

function* sharedIn({ name, caches }: PipelineJob): Iterable<Message> {
  for (const { shared, key = 'default', at } of caches) {
    if (!shared) continue;
    yield {
      key: `${name}/${key}`,
      what: `${name} has its cache in common with jobs of branches that are not protected`,
      fields: [{ name: 'cache.unprotect', field: declared(true, at) }],
    };
  }
}

/** A run of a pull request cannot write what other branches read; one that outsiders start on the main branch can. */
function severityBeside(pipeline: Pipeline, world: World): Severity {
  return isOpenBeside(pipeline, world) ? 'medium' : 'low';
}
const publishers = new Set([
  'pypa/gh-action-pypi-publish',
  'softprops/action-gh-release',
  'ncipollo/release-action',
  'goreleaser/goreleaser-action',
  'js-devtools/npm-publish',
  'rubygems/release-gem',
]);
const publishing =
  /^(?:(?:npm|pnpm|yarn|cargo|poetry|uv|flit|hatch) publish|twine upload|gem push|docker push|goreleaser release|gh release (?:create|upload))\b/;
function isPublishing(pipeline: Pipeline, job: PipelineJob): boolean {
  return isReleasing(pipeline, job) || job.steps.some(isPublisher);
}
/** Of a run for a release, the jobs that hand something on or out; others only look whether all is well. */
function isReleasing({ triggers, rights }: Pipeline, job: PipelineJob): boolean {
  if (!triggers.includes('release') && !triggers.includes('push to tags')) return false;
  const granted = job.rights ?? rights;
  const writes = granted?.all === 'write' || Object.values(granted?.scopes ?? {}).includes('write');
  return writes || job.steps.some(({ use }) => use?.name === 'actions/upload-artifact');
}
function isPublisher({ use, settings, script }: PipelineStep): boolean {
  if (use !== undefined && publishers.has(use.name)) return true;
  if (use?.name === 'docker/build-push-action' && isOn(settingOf('push', settings))) return true;
  return script?.commands.some((command) => publishing.test(wordsOf(command))) === true;
}
function wordsOf({
  name,
  args,
}: {
  readonly name: { raw: string };
  readonly args: readonly { raw: string }[];
}): string {
  return [name, ...args.slice(0, 2)].map(({ raw }) => raw).join(' ');
}

type Settings = PipelineStep['settings'];
function settingOf(name: string, settings: Settings): string | undefined {
  return settings.find((setting) => setting.name.toLowerCase() === name)?.text;
}
function isOn(text: string | undefined): boolean {
  return text?.toLowerCase() === 'true';
}
/** Action | setting | when it restores a cache: set to anything, unless it is on, unless it is off, only when on. */
const restoring: ReadonlyMap<string, readonly [setting: string, when: 'set' | 'not on' | 'not off' | 'on']> = new Map([
  ['actions/cache', ['lookup-only', 'not on']],
  ['actions/cache/restore', ['lookup-only', 'not on']],
  ['actions/setup-node', ['cache', 'set']],
  ['actions/setup-python', ['cache', 'set']],
  ['actions/setup-java', ['cache', 'set']],
  ['actions/setup-dotnet', ['cache', 'on']],
  ['actions/setup-go', ['cache', 'not off']],
  ['ruby/setup-ruby', ['bundler-cache', 'on']],
  ['swatinem/rust-cache', ['lookup-only', 'not on']],
  ['astral-sh/setup-uv', ['enable-cache', 'not off']],
  ['gradle/actions/setup-gradle', ['cache-disabled', 'not on']],
  ['docker/build-push-action', ['cache-from', 'set']],
  ['docker/bake-action', ['cache-from', 'set']],
]);
function* restoredIn({ use, settings }: PipelineStep, job: PipelineJob, severity: Severity): Iterable<Message> {
  const [setting, when] = (use === undefined ? undefined : restoring.get(use.name)) ?? [];
  if (use === undefined || setting === undefined) return;
  const text = settingOf(setting, settings);
  // What an expression leaves is not known here.
  if (text?.includes('${{') === true) return;
  const isOff = text === undefined || text === '' || text === 'false';
  const restores =
    when === 'set' ? !isOff : when === 'on' ? isOn(text) : when === 'not on' ? !isOn(text) : text !== 'false';
  if (!restores) return;
  yield {
    key: `${job.name}/${use.name}`,
    what: `${job.name} publishes what it builds with a cache of ${use.name}`,
    severity,
    fields: [{ name: 'uses', field: declared(use.written, use.at, use.via) }],
  };
}

function* writtenIn(
  { use, settings, condition }: PipelineStep,
  job: PipelineJob,
  pipeline: Pipeline,
): Iterable<Message> {
  const conditions = [condition, job.condition];
  if (use === undefined || !use.name.startsWith('docker/') || !pipeline.triggers.some(isPull)) return;
  if (isOwnOnly(conditions) || conditions.some((text) => text?.includes('event_name') === true)) return;
  const setting = settings.find(({ name }) => name === 'cache-to');
  if (setting === undefined || !/(?:^|[\s,])type=registry\b/.test(setting.text)) return;
  yield {
    key: `${job.name}/cache-to`,
    what: `${job.name} lets pull requests write the build cache in the registry`,
    fields: [{ name: 'cache-to', field: declared(setting.text, setting.at, setting.via) }],
  };
}
function isPull(event: string): boolean {
  return event === 'pull_request' || event === 'pull_request_target';
}

function* oldBuilderIn({ env, script }: PipelineStep, job: PipelineJob, pipeline: Pipeline): Iterable<Message> {
  const setting = [env, job.env, pipeline.env].flat().find(({ name }) => name === 'DOCKER_BUILDKIT');
  if (setting?.text !== '0') return;
  for (const { name, args, at } of script?.commands ?? []) {
    const from = args.find(({ raw }) => raw.startsWith('--cache-from'));
    if (name.text !== 'docker' || args[0]?.text !== 'build' || from === undefined) continue;
    yield {
      key: `${job.name}/classic builder`,
      what: `${job.name} builds with the old builder, which takes any image with the same history for its cache`,
      fields: [{ name: 'run', field: declared(from.raw, at) }],
    };
  }
}
