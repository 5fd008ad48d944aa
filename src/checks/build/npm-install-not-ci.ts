// Judges installs of npm, yarn and pnpm that do not hold to the lockfile.
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import type { ModelEdit } from '../../model/edit.ts';
import { onDebian } from './example-text.ts';
import { contributingStages, type Build } from './final-stages.ts';
import { commandField, hasOption, invocationsOf, operandsOf, replaceWord, type Invocation } from './invocation.ts';

export const npmInstallNotCi: Check<'build'> = {
  id: toRuleId('df-npm-install-not-ci'),
  title: 'Dependencies are installed without holding to the lockfile',
  severity: 'medium',
  layer: 'container',
  on: 'build',
  why: 'The newest version that fits is taken and its install scripts run: a dependency that was taken over yesterday is in the image today, though the reviewed lockfile names another.',
  todo: 'Use npm ci, yarn install --immutable or pnpm install --frozen-lockfile',
  refs: ['N190:4.1.5', 'T1195'],
  since: '2026.11',
  examples: {
    bad: [
      onDebian('COPY package.json package-lock.json /app/', 'WORKDIR /app', 'RUN npm install --omit=dev'),
      onDebian(
        'COPY package.json yarn.lock /app/',
        'WORKDIR /app',
        'RUN yarn install --production && yarn cache clean',
      ),
    ],
    good: [
      onDebian('COPY package.json package-lock.json /app/', 'WORKDIR /app', 'RUN npm ci --omit=dev'),
      onDebian(
        'COPY package.json yarn.lock /app/',
        'WORKDIR /app',
        'RUN yarn install --immutable --production && yarn cache clean',
      ),
      onDebian('RUN npm install -g corepack@0.29.4'),
    ],
  },
  *run(build) {
    const stages = contributingStages(build);
    for (const invocation of invocationsOf(stages, /^(?:npm|yarn|pnpm)$/u)) {
      if (!isLoose(invocation)) continue;
      const edits = invocation.program === 'npm' && hasLockfile(build) ? toCi(build, invocation) : [];
      yield {
        key: `${invocation.program} ${invocation.args.join(' ')}`,
        what: `${invocation.program} may take other versions than the lockfile names`,
        fields: [commandField(invocation)],
        ...(edits.length === 0 ? {} : { fix: { say: 'use npm ci', edits } }),
      };
    }
  },
};

/** Installs of the project itself: single packages by name are another matter. */
function isLoose(invocation: Invocation): boolean {
  const { program } = invocation;
  const [verb, ...packages] = operandsOf(invocation);
  if (packages.length > 0 || hasOption(invocation, '-g', '--global', '--version', '-v', '--help')) return false;
  if (program === 'npm') return verb === 'install' || verb === 'i';
  if (program === 'yarn') {
    return (
      (verb === undefined || verb === 'install') &&
      !hasOption(invocation, '--frozen-lockfile', '--immutable', '--offline')
    );
  }
  if (program === 'pnpm')
    return (verb === 'install' || verb === 'i') && !hasOption(invocation, '--frozen-lockfile', '--offline');
  return false;
}

/** npm ci refuses to run without a lockfile, so one must be seen to be copied. */
function hasLockfile(build: Build): boolean {
  return build.stages.some(({ instructions }) =>
    instructions.some(
      ({ keyword, args }) =>
        (keyword === 'COPY' || keyword === 'ADD') &&
        args
          .slice(0, -1)
          .some(
            ({ text }) =>
              text !== undefined &&
              /(?:package-lock\.json|package\*\.json|package(?:-lock)?\*(?:\.json)?)$/u.test(text),
          ),
    ),
  );
}
function toCi(build: Build, invocation: Invocation): ModelEdit[] {
  const verb = operandsOf(invocation)[0] ?? 'install';
  return verb === 'install' ? replaceWord(build, invocation, verb, 'ci') : [];
}
