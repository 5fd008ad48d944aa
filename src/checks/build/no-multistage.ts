// Judges what only building needs and the image keeps: compilers, and the development dependencies of npm.
import { toRuleId } from '../../model/brand.ts';
import type { Check, Message } from '../../model/check.ts';
import type { Instruction, Stage } from '../../model/build-facts.ts';
import { valueOf } from '../../model/field.ts';
import { dockerfile, onDebian, pinnedDebian } from './example-text.ts';
import { shippedStages } from './final-stages.ts';
import { commandField, hasOption, invocationsIn, invocationsOf, operandsOf, type Invocation } from './invocation.ts';
import { installsOf, systemManagers } from './package-install.ts';

const toolchains = new Set(
  'build-essential build-base gcc g++ gcc-c++ clang make cmake automake autoconf rustc cargo golang golang-go'.split(
    ' ',
  ),
);
const removal = new Set(['remove', 'purge', 'autoremove', 'erase', 'del']);

export const noMultistage: Check<'build'> = {
  id: toRuleId('df-no-multistage'),
  title: 'Build tools or development dependencies stay in the image',
  severity: 'low',
  layer: 'container',
  on: 'build',
  why: 'Compilers let an intruder build what he needs on the spot, and development dependencies are often the larger and the less looked-after part of the code.',
  todo: 'Build in a stage of its own and copy the result, or leave development dependencies out with --omit=dev',
  refs: ['CISD 4.3', 'N190:4.5.1'],
  since: '2026.11',
  examples: {
    bad: [
      onDebian('COPY package.json package-lock.json /app/', 'WORKDIR /app', 'RUN npm ci'),
      onDebian(
        'RUN apt-get update && apt-get install -y --no-install-recommends gcc=1.2-3 && rm -rf /var/lib/apt/lists/*',
      ),
    ],
    good: [
      onDebian('COPY package.json package-lock.json /app/', 'WORKDIR /app', 'RUN npm ci --omit=dev'),
      dockerfile(
        `FROM ${pinnedDebian} AS build`,
        'COPY package.json package-lock.json /app/',
        'RUN cd /app && npm ci && npm run build',
        `FROM ${pinnedDebian}`,
        'COPY --from=build /app/dist /app',
        'USER 65532:65532',
      ),
    ],
  },
  *run(build) {
    const stages = shippedStages(build);
    yield* toolchainMessages(stages);
    yield* developmentMessages(stages);
  },
};

function* toolchainMessages(stages: readonly Stage[]): Generator<Message> {
  for (const install of installsOf(stages, ...systemManagers)) {
    const tools = install.packages.filter((name) => toolchains.has(name));
    if (tools.length === 0 || isRemovedAgain(install.instruction)) continue;
    yield { key: tools.join(' '), what: `keeps ${tools.join(', ')} in the image`, fields: [commandField(install)] };
  }
}
function isRemovedAgain(instruction: Instruction): boolean {
  return invocationsIn(instruction).some(
    ({ program, args }) => systemManagers.includes(program) && args.some((arg) => removal.has(arg)),
  );
}

function* developmentMessages(stages: readonly Stage[]): Generator<Message> {
  const invocations = invocationsOf(stages, /^npm$/u);
  if (isProduction(stages) || invocations.some(isPrune)) return;
  for (const invocation of invocations) {
    if (!isNpmProjectInstall(invocation) || isWithoutDev(invocation)) continue;
    yield { key: 'npm', what: 'npm installs development dependencies too', fields: [commandField(invocation)] };
  }
}
function isProduction(stages: readonly Stage[]): boolean {
  return stages.some(({ env }) =>
    env.some((field) => {
      const variable = valueOf(field);
      return variable?.name === 'NODE_ENV' && variable.value !== 'development' && variable.value !== 'test';
    }),
  );
}
function isPrune({ program, args }: Invocation): boolean {
  return program === 'npm' && args.includes('prune');
}
function isNpmProjectInstall(invocation: Invocation): boolean {
  const { args } = invocation;
  // `--omit dev`: what stands behind the option is no package.
  const [verb, ...packages] = operandsOf({ args: args.filter((_arg, index) => args[index - 1] !== '--omit') });
  const installs = verb === 'ci' || verb === 'install' || verb === 'i' || verb === 'clean-install';
  return invocation.program === 'npm' && installs && packages.length === 0 && !hasOption(invocation, '-g', '--global');
}
function isWithoutDev({ args, instruction }: Invocation): boolean {
  if (args.some((arg) => /^--(?:omit=dev|production|only=prod(?:uction)?)$/u.test(arg))) return true;
  const omit = args.indexOf('--omit');
  return (
    (omit !== -1 && args[omit + 1] === 'dev') || instruction.args.some(({ raw }) => raw.includes('NODE_ENV=production'))
  );
}
