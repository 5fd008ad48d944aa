// Judges builds that set the setuid or setgid bit.
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { onDebian } from './example-text.ts';
import { shippedStages } from './final-stages.ts';
import { fixBy } from './edits.ts';
import { commandField, instructionField, invocationsIn, operandsOf, replaceWord } from './invocation.ts';

export const setuidAdded: Check<'build'> = {
  id: toRuleId('df-setuid-added'),
  title: 'Build sets the setuid or setgid bit',
  severity: 'medium',
  layer: 'container',
  on: 'build',
  why: 'A setuid program is a door back to root for whoever gets in as an unprivileged user, as wide as its flaws.',
  todo: 'Leave the bit out; give the one right that is needed in another way',
  refs: ['CISD 4.8', 'CWE-269', 'CIS-DI-0008'],
  since: '2026.11',
  examples: {
    bad: [
      onDebian('RUN chmod u+s /usr/bin/tool'),
      onDebian('RUN chmod 4755 /usr/bin/tool'),
      onDebian('COPY --chmod=4755 tool /usr/bin/tool'),
    ],
    good: [
      onDebian('RUN chmod 755 /usr/bin/tool'),
      onDebian('RUN chmod 1777 /scratch'),
      onDebian('RUN chmod u-s /usr/bin/tool'),
    ],
  },
  *run(build) {
    for (const instruction of shippedStages(build).flatMap(({ instructions }) => instructions)) {
      const mode = instruction.flags['chmod'];
      if (mode !== undefined && (instruction.keyword === 'COPY' || instruction.keyword === 'ADD') && setsId(mode)) {
        yield {
          key: instruction.args.at(-1)?.raw ?? '',
          what: `mode ${mode}`,
          fields: [instructionField(instruction)],
          ...fixBy(
            'drop the bit',
            plainMode(mode).map((safer) => ({
              op: 'replace-text' as const,
              target: { fact: build.id },
              from: `--chmod=${mode}`,
              to: `--chmod=${safer}`,
              at: instruction.at,
            })),
          ),
        };
      }
      for (const invocation of invocationsIn(instruction)) {
        const [given = '', ...targets] = operandsOf(invocation);
        if (invocation.program !== 'chmod' || targets.length === 0 || !setsId(given)) continue;
        yield {
          key: targets.join(' '),
          what: `chmod ${given} ${targets.join(' ')}`,
          fields: [commandField(invocation)],
          ...fixBy(
            'drop the bit',
            plainMode(given).flatMap((safer) => replaceWord(build, invocation, given, safer)),
          ),
        };
      }
    }
  },
};

/** setgid on a folder only hands its group on, and a recursive mode cannot tell: numbers count for 4xxx alone. */
function setsId(mode: string): boolean {
  if (/^[0-7]{4,5}$/u.test(mode)) return (Number.parseInt(mode, 8) & 0o4000) !== 0;
  return mode.split(',').some((clause) => /^[ugoa]*u[ugoa]*[+=][rwxXst]*s|^[+=][rwxXst]*s/u.test(clause));
}
/** The same mode without its special bits, where it is a number. */
function plainMode(mode: string): readonly string[] {
  const digits = /^0?[4-7]([0-7]{3})$/u.exec(mode)?.[1];
  return digits === undefined ? [] : [digits];
}
