// Judges RUNs that fetch the package lists of apt and leave them in the layer.
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { isMounted, isRemoval } from './cache-kept.ts';
import { onDebian } from './example-text.ts';
import { shippedStages } from './final-stages.ts';
import { appendCommand, commandField, invocationsIn, type Invocation } from './invocation.ts';

const folders = ['/var/lib/apt/lists', '/var/lib/apt'];
const cleanUp = 'rm -rf /var/lib/apt/lists/*';
const aptNames = new Set(['apt-get', 'apt', 'aptitude']);

export const aptListsKept: Check<'build'> = {
  id: toRuleId('df-apt-lists-kept'),
  title: 'Package lists of apt stay in the image',
  severity: 'info',
  layer: 'container',
  on: 'build',
  why: 'The lists are dead weight in every copy of the image, and stale ones make later installs in derived images pick old, vulnerable packages.',
  todo: 'End the RUN that updates them with rm -rf /var/lib/apt/lists/*, or mount a cache there',
  refs: ['DL3009', 'DKL-DI-0005', 'kics:df746b39'],
  since: '2026.11',
  examples: {
    bad: [onDebian('RUN apt-get update && apt-get install -y --no-install-recommends tzdata=2024b-0+deb12u1')],
    good: [
      onDebian(
        'RUN apt-get update && apt-get install -y --no-install-recommends tzdata=2024b-0+deb12u1 && rm -rf /var/lib/apt/lists/*',
      ),
      onDebian(
        'RUN --mount=type=cache,target=/var/lib/apt/lists --mount=type=cache,target=/var/cache/apt apt-get update \\',
        ' && apt-get install -y --no-install-recommends tzdata=2024b-0+deb12u1',
      ),
    ],
  },
  *run(build) {
    for (const instruction of shippedStages(build).flatMap(({ instructions }) => instructions)) {
      if (isMounted(instruction, ['/var/lib/apt/lists'])) continue;
      const invocations = invocationsIn(instruction);
      const update = invocations.findLast(({ program, args }) => aptNames.has(program) && args.includes('update'));
      if (update === undefined) continue;
      const after = invocations.slice(invocations.indexOf(update) + 1);
      const isClean = after.some(
        (invocation) => isRemoval(invocation, folders) || invocation.args.some((arg) => /^dist-?clean$/u.test(arg)),
      );
      if (isClean) continue;
      // What a later RUN installs needs them.
      const edits = after.some(installs) ? appendCommand(build, instruction, cleanUp) : [];
      yield {
        key: after.map(({ args }) => args.join(' ')).join(' && '),
        what: 'apt lists are fetched and not removed in the same RUN',
        fields: [commandField(update)],
        ...(edits.length === 0 ? {} : { fix: { say: `append ${cleanUp}`, edits } }),
      };
    }
  },
};

function installs({ program, args }: Invocation): boolean {
  return aptNames.has(program) && args.some((arg) => /^(?:install|(?:dist-|full-)?upgrade|build-dep)$/u.test(arg));
}
