// Judges FROM with a variable that nothing before it sets.
// https://docs.docker.com/reference/build-checks/undefined-arg-in-from/
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { dockerfile, pinnedDebian } from './example-text.ts';
import type { Build } from './final-stages.ts';
import { instructionField } from './invocation.ts';

/** `${NAME:-x}` has a value in any case, and `$NAME` and `${NAME}` only when it is set. */
const plainVariable = /\$(?:\{([A-Za-z_]\w{0,99})\}|([A-Za-z_]\w{0,99}))/gu;
const platform = /^(?:BUILD|TARGET)(?:PLATFORM|OS|OSVERSION|ARCH|VARIANT)$/u;

export const fromArgUndeclared: Check<'build'> = {
  id: toRuleId('df-from-arg-undeclared'),
  title: 'FROM uses a variable that has no value',
  severity: 'medium',
  layer: 'container',
  on: 'build',
  why: 'Without a value on the command line the build stops, or starts from another image than was meant.',
  todo: 'Declare it with ARG and a default before the first FROM',
  refs: ['BK:UndefinedArgInFrom', 'BK:InvalidDefaultArgInFrom'],
  since: '2026.11',
  pack: 'hygiene',
  examples: {
    bad: [
      dockerfile(`FROM --platform=$PLACE ${pinnedDebian}`, 'USER 65532:65532'),
      dockerfile('ARG PLACE', `FROM --platform=\${PLACE} ${pinnedDebian}`, 'USER 65532:65532'),
    ],
    good: [
      dockerfile(`ARG BASE=${pinnedDebian}`, 'FROM $BASE', 'USER 65532:65532'),
      dockerfile(`FROM \${BASE:-${pinnedDebian}}`, 'USER 65532:65532'),
    ],
  },
  *run(build) {
    const defaults = defaultsOf(build);
    const told = new Set<string>();
    for (const { from } of build.stages) {
      const text = `${from.args[0]?.raw ?? ''} ${from.flags['platform'] ?? ''}`.slice(0, 2048);
      for (const [, braced, bare] of text.matchAll(plainVariable)) {
        const name = braced ?? bare ?? '';
        if (platform.test(name) || defaults.get(name) === true || told.has(name)) continue;
        told.add(name);
        yield {
          key: name,
          what: `FROM uses $${name}, ${defaults.has(name) ? 'whose ARG has no default' : 'which no ARG before it declares'}`,
          fields: [instructionField(from)],
        };
      }
    }
  },
};

/** Names before the first FROM, and whether they have a default. */
function defaultsOf({ head }: Build): ReadonlyMap<string, boolean> {
  const found = new Map<string, boolean>();
  for (const { keyword, args } of head) {
    if (keyword !== 'ARG') continue;
    for (const { raw } of args) {
      const [name = '', value = ''] = raw.split('=');
      found.set(name, found.get(name) === true || value !== '');
    }
  }
  return found;
}
