// Judges modes that let every account write.
import { toRuleId } from '../../model/brand.ts';
import type { Check, Message } from '../../model/check.ts';
import type { Instruction } from '../../model/build-facts.ts';
import { onDebian } from './example-text.ts';
import { shippedStages, type Build } from './final-stages.ts';
import {
  commandField,
  instructionField,
  invocationsIn,
  operandsOf,
  replaceWord,
  type Invocation,
} from './invocation.ts';

export const chmodWorldWritable: Check<'build'> = {
  id: toRuleId('df-chmod-world-writable'),
  title: 'Files are made writable for everyone',
  severity: 'medium',
  layer: 'container',
  on: 'build',
  why: 'Any process in the container may replace such a file: code that the next start, or a more privileged process, then runs.',
  todo: 'Give the files to the account that writes them, with mode 755 or 644',
  refs: ['CWE-732', 'SYS:1.3'],
  since: '2026.11',
  examples: {
    bad: [
      onDebian('RUN chmod -R 777 /app'),
      onDebian('RUN chmod o+w /app/data'),
      onDebian('COPY --chmod=0777 run.sh /run.sh'),
    ],
    good: [
      onDebian('RUN chmod 755 /app'),
      onDebian('RUN chmod 1777 /scratch'),
      onDebian('COPY --chmod=755 run.sh /run.sh'),
    ],
  },
  *run(build) {
    for (const instruction of shippedStages(build).flatMap(({ instructions }) => instructions)) {
      yield* ofCopy(build, instruction);
      for (const invocation of invocationsIn(instruction)) yield* ofChmod(build, invocation);
    }
  },
};

function* ofCopy(build: Build, instruction: Instruction): Generator<Message> {
  const mode = instruction.flags['chmod'];
  if (mode === undefined || (instruction.keyword !== 'COPY' && instruction.keyword !== 'ADD') || !isOpen(mode)) return;
  const target = instruction.args.at(-1)?.raw ?? '';
  const safer = saferMode(mode);
  yield {
    key: `${instruction.keyword} ${target}`,
    what: `${instruction.keyword} gives ${target} mode ${mode}`,
    fields: [instructionField(instruction)],
    ...(safer !== undefined && {
      fix: {
        say: `use mode ${safer}`,
        edits: [
          {
            op: 'replace-text' as const,
            target: { fact: build.id },
            from: `--chmod=${mode}`,
            to: `--chmod=${safer}`,
            at: instruction.at,
          },
        ],
      },
    }),
  };
}

function* ofChmod(build: Build, invocation: Invocation): Generator<Message> {
  if (invocation.program !== 'chmod') return;
  const [mode, ...targets] = operandsOf(invocation);
  if (mode === undefined || targets.length === 0 || !isOpen(mode)) return;
  const safer = saferMode(mode);
  const edits = safer === undefined ? [] : replaceWord(build, invocation, mode, safer);
  yield {
    key: targets.join(' '),
    what: `chmod ${mode} ${targets.join(' ')}`,
    fields: [commandField(invocation)],
    ...(edits.length === 0 ? {} : { fix: { say: `use mode ${safer ?? ''}`, edits } }),
  };
}

/** With the sticky bit nobody can replace another's file. */
function isOpen(mode: string): boolean {
  if (/^[0-7]{3,5}$/u.test(mode)) {
    const bits = Number.parseInt(mode, 8);
    return (bits & 0o2) !== 0 && (bits & 0o1000) === 0;
  }
  const clauses = mode.split(',');
  return (
    !clauses.some((clause) => /[+=]\w*t/u.test(clause)) &&
    clauses.some((clause) => /^[ugo]*[oa][ugoa]*[+=][rwxX]*w/u.test(clause))
  );
}
function saferMode(mode: string): string | undefined {
  if (!/^0{0,2}[0-7]{3}$/u.test(mode)) return undefined;
  const bits = Number.parseInt(mode, 8) & 0o755;
  return bits.toString(8).padStart(mode.length, '0');
}
