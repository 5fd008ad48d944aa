// Judges variables that nothing sets where they are used.
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import type { Instruction, Stage } from '../../model/build-facts.ts';
import { bottomImage } from './base-image.ts';
import { pairsOf } from './assignments.ts';
import { dockerfile, onDebian, pinnedDebian } from './example-text.ts';
import type { Build } from './final-stages.ts';
import { instructionField } from './invocation.ts';

/** Set by the builder, and by every image; those of the platform only where ARG names them. */
const everywhere = /^(?:(?:https?|ftp|no|all)_proxy|PATH|HOME)$/iu;
const platform = new Set(
  'BUILDPLATFORM BUILDOS BUILDARCH BUILDVARIANT TARGETPLATFORM TARGETOS TARGETARCH TARGETVARIANT TARGETSTAGE'.split(
    ' ',
  ),
);
const maxNames = 2000;

export const undefinedVar: Check<'build'> = {
  id: toRuleId('df-undefined-var'),
  title: 'A variable that nothing sets',
  severity: 'low',
  layer: 'container',
  on: 'build',
  why: 'It is empty there: files go to another place, or the whole context is copied where one folder was meant.',
  todo: 'Name it with ARG in this stage, or mend its name',
  refs: ['BK:UndefinedVar'],
  since: '2026.11',
  pack: 'hygiene',
  examples: {
    bad: [
      dockerfile('ARG VERSION=1.2', `FROM ${pinnedDebian}`, 'COPY app-$VERSION.js /srv/', 'USER 65532:65532'),
      onDebian('ARG VERSION=1.2', 'COPY app-$VERSOIN.js /srv/'),
      onDebian('COPY app-$TARGETARCH /srv/'),
    ],
    good: [
      dockerfile(
        'ARG VERSION=1.2',
        `FROM ${pinnedDebian}`,
        'ARG VERSION',
        'COPY app-$VERSION.js /srv/',
        'USER 65532:65532',
      ),
      onDebian('ENV PATH=/srv/bin:$PATH'),
      onDebian('COPY app-${VERSION:-1.2}.js /srv/'),
    ],
  },
  *run(build) {
    const names = namesOf(build);
    for (const stage of build.stages) {
      for (const instruction of stage.instructions) {
        for (const name of instruction.unset) {
          const why = isOrdinary(instruction, name) ? undefined : reasonFor(build, stage, name, names);
          if (why === undefined) continue;
          yield {
            key: name,
            what: `${instruction.keyword} uses $${name}, ${why}`,
            fields: [instructionField(instruction)],
          };
        }
      }
    }
  },
};

/** Set without this file, or extended by it: `ENV A=x:$A` is for what the image below has. */
function isOrdinary(instruction: Instruction, name: string): boolean {
  return (
    everywhere.test(name) || (instruction.keyword === 'ENV' && pairsOf(instruction).some((pair) => pair.name === name))
  );
}
/** The image below may set any name, so there must be a reason to think that this one is not meant to come from there. */
function reasonFor(build: Build, stage: Stage, name: string, names: ReadonlySet<string>): string | undefined {
  if (names.has(name)) return 'which is set elsewhere in this file and not here';
  if (platform.has(name)) return 'which the builder sets where ARG names it';
  const near = [...names, 'PATH'].find((other) => isNear(name, other));
  if (near !== undefined) return `which nothing sets; is ${near} meant?`;
  return bottomImage(build, stage) === 'scratch' ? 'which nothing sets' : undefined;
}
function namesOf(build: Build): ReadonlySet<string> {
  const names = new Set<string>();
  for (const instruction of [...build.head, ...build.stages.flatMap(({ instructions }) => instructions)]) {
    for (const name of namesIn(instruction)) if (names.size < maxNames) names.add(name);
  }
  return names;
}
function namesIn(instruction: Instruction): readonly string[] {
  if (instruction.keyword === 'ARG') return instruction.args.map(({ raw }) => raw.split('=')[0] ?? '');
  return instruction.keyword === 'ENV' ? pairsOf(instruction).map(({ name }) => name) : [];
}

/** One letter too many, too few or another, or two neighbours exchanged, in names that are not short. */
function isNear(a: string, b: string): boolean {
  if (Math.min(a.length, b.length) < 4 || a.length > 64) return false;
  let start = 0;
  while (start < a.length && a[start] === b[start]) start++;
  let end = 0;
  while (end < Math.min(a.length, b.length) - start && a.at(-1 - end) === b.at(-1 - end)) end++;
  const left = a.slice(start, a.length - end);
  const right = b.slice(start, b.length - end);
  if (left.length <= 1 && right.length <= 1) return true;
  return left.length === 2 && right.length === 2 && left[0] === right[1] && left[1] === right[0];
}
