// Judges pip installs that leave downloaded wheels in the layer.
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import type { Instruction, Stage } from '../../model/build-facts.ts';
import { valueOf } from '../../model/field.ts';
import { isMounted, isRemoval } from './cache-kept.ts';
import { onDebian } from './example-text.ts';
import { shippedStages } from './final-stages.ts';
import { commandField, hasOption, invocationsIn, invocationsOf, replaceWord, type Invocation } from './invocation.ts';
import { showWords } from './shown-words.ts';

const folders = ['/root/.cache/pip', '/root/.cache', '~/.cache'];

export const pipCacheKept: Check<'build'> = {
  id: toRuleId('df-pip-cache-kept'),
  title: 'Cache of pip stays in the image',
  severity: 'info',
  layer: 'container',
  on: 'build',
  why: 'The cache holds a second copy of every dependency: dead weight, and code that no later upgrade in the image touches.',
  todo: 'Add --no-cache-dir, or mount a cache at /root/.cache/pip',
  refs: ['DL3042', 'kics:f2f903fb'],
  since: '2026.11',
  examples: {
    bad: [onDebian('RUN pip install --require-hashes -r requirements.txt')],
    good: [
      onDebian('RUN pip install --no-cache-dir --require-hashes -r requirements.txt'),
      onDebian('ENV PIP_NO_CACHE_DIR=1', 'RUN pip install --require-hashes -r requirements.txt'),
      onDebian('RUN --mount=type=cache,target=/root/.cache/pip pip install --require-hashes -r requirements.txt'),
    ],
  },
  *run(build) {
    const stages = shippedStages(build);
    if (isSwitchedOff(stages)) return;
    for (const invocation of invocationsOf(stages, /^(?:pip|python)[\d.]*$/u)) {
      if (!isPipInstall(invocation) || hasOption(invocation, '--no-cache-dir') || isClean(invocation.instruction))
        continue;
      const edits = replaceWord(build, invocation, 'install', 'install --no-cache-dir');
      yield {
        key: showWords(invocation.args),
        what: 'pip install keeps its cache in the layer',
        fields: [commandField(invocation)],
        ...(edits.length === 0 ? {} : { fix: { say: 'add --no-cache-dir', edits } }),
      };
    }
  },
};

function isPipInstall({ program, args }: Invocation): boolean {
  if (/^pip(?:\d(?:\.\d+)?)?$/u.test(program)) return args.find((arg) => !arg.startsWith('-')) === 'install';
  const module = args.indexOf('-m');
  return (
    /^python(?:\d(?:\.\d+)?)?$/u.test(program) &&
    module !== -1 &&
    args[module + 1] === 'pip' &&
    args[module + 2] === 'install'
  );
}
function isSwitchedOff(stages: readonly Stage[]): boolean {
  return stages.some(({ env }) => env.some((field) => valueOf(field)?.name === 'PIP_NO_CACHE_DIR'));
}
function isClean(instruction: Instruction): boolean {
  if (isMounted(instruction, ['/root/.cache/pip'])) return true;
  // Set in front of the command, as an assignment of its own.
  if (instruction.args.some(({ raw }) => raw.includes('PIP_NO_CACHE_DIR'))) return true;
  return invocationsIn(instruction).some(
    (invocation) =>
      isRemoval(invocation, folders) || (invocation.args[0] === 'cache' && invocation.args[1] === 'purge'),
  );
}
