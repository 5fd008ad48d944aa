// Judges build steps that run other people's code with the SSH agent at hand.
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import type { Instruction } from '../../model/build-facts.ts';
import { instructionsOf } from './edits.ts';
import { onDebian } from './example-text.ts';
import { commandField, hasOption, invocationsIn, operandsOf, type Invocation } from './invocation.ts';

/** Programs, the verbs with which they run code of dependencies, and the option that stops it. */
const runners: readonly { readonly programs: RegExp; readonly verbs: RegExp; readonly stop?: string }[] = [
  { programs: /^(?:npm|pnpm|bun)$/u, verbs: /^(?:install|i|ci|add|rebuild)$/u, stop: '--ignore-scripts' },
  { programs: /^yarn$/u, verbs: /^(?:|install|add)$/u, stop: '--ignore-scripts' },
  { programs: /^(?:npx|mvn|mvnw|gradle|gradlew|sbt|bazel)$/u, verbs: /^/u },
  { programs: /^pip[\d.]*$/u, verbs: /^(?:install|wheel|download)$/u, stop: '--only-binary' },
  { programs: /^(?:poetry|pipenv|uv|pdm)$/u, verbs: /^(?:install|sync|pip|add)$/u },
  { programs: /^composer$/u, verbs: /^(?:install|update|require)$/u, stop: '--no-scripts' },
  { programs: /^(?:bundle|bundler|gem)$/u, verbs: /^install$/u },
  { programs: /^cargo$/u, verbs: /^(?:build|install|test|run|check)$/u },
  { programs: /^go$/u, verbs: /^(?:run|generate|test)$/u },
];

export const runMountSsh: Check<'build'> = {
  id: toRuleId('df-run-mount-ssh'),
  title: 'Other people’s code runs with the SSH agent at hand',
  severity: 'medium',
  layer: 'container',
  on: 'build',
  why: 'Install scripts of any dependency can log in with the agent, as whoever builds, to every server that knows the key.',
  todo: 'Fetch with the agent in one RUN, and build without it in the next; or use a key that opens one repository only',
  refs: ['T1552'],
  since: '2026.11',
  examples: {
    bad: [onDebian('RUN --mount=type=ssh npm ci --omit=dev')],
    good: [
      onDebian('RUN --mount=type=ssh npm ci --omit=dev --ignore-scripts'),
      onDebian('RUN --mount=type=ssh go mod download'),
      onDebian('RUN npm ci --omit=dev'),
    ],
  },
  *run(build) {
    for (const instruction of instructionsOf(build.stages, 'RUN')) {
      if (!hasAgent(instruction)) continue;
      const runner = invocationsIn(instruction).find(runsForeignCode);
      if (runner === undefined) continue;
      yield {
        key: `${runner.program} ${operandsOf(runner)[0] ?? ''}`,
        what: `${runner.program} runs code of dependencies with the SSH agent at hand`,
        fields: [commandField(runner)],
      };
    }
  },
};

function hasAgent({ flags }: Instruction): boolean {
  return /(?:^|[\n,])type=ssh(?:[\n,]|$)/u.test(flags['mount'] ?? '');
}
function runsForeignCode(invocation: Invocation): boolean {
  const verb = operandsOf(invocation)[0] ?? '';
  return runners.some(
    ({ programs, verbs, stop }) =>
      programs.test(invocation.program) && verbs.test(verb) && (stop === undefined || !hasOption(invocation, stop)),
  );
}
