// Judges archives that are copied and then unpacked, which leaves both in the image.
import { toRuleId } from '../../model/brand.ts';
import type { Check, Message } from '../../model/check.ts';
import type { Instruction, Stage } from '../../model/build-facts.ts';
import { lastPart } from './downloads.ts';
import { onDebian } from './example-text.ts';
import { commandField, instructionField, invocationsIn, type Invocation } from './invocation.ts';

/** What ADD unpacks by itself. */
const archive = /\.(?:tar(?:\.(?:gz|bz2|xz|zst|lzma))?|tgz|tbz2?|txz|tlz|tzst)$/iu;

export const copyArchiveThenExtract: Check<'build'> = {
  id: toRuleId('df-copy-archive-then-extract'),
  title: 'An archive is copied and then unpacked',
  severity: 'info',
  layer: 'container',
  on: 'build',
  why: 'The archive stays in its layer beside what came out of it: the image is larger, and what was left out while unpacking is still in it.',
  todo: 'Use ADD, which unpacks on the way, or mount the archive with --mount=type=bind',
  refs: ['DL3010'],
  since: '2026.11',
  pack: 'hygiene',
  examples: {
    bad: [onDebian('COPY site.tar.gz /tmp/', 'RUN tar -xzf /tmp/site.tar.gz -C /srv')],
    good: [onDebian('ADD site.tar.gz /srv/'), onDebian('COPY site.zip /tmp/', 'RUN unzip /tmp/site.zip -d /srv')],
  },
  *run(build) {
    for (const stage of build.stages) yield* ofStage(stage);
  },
};

function* ofStage({ instructions }: Stage): Generator<Message> {
  const copied = new Map<string, Instruction>();
  for (const instruction of instructions) {
    for (const invocation of invocationsIn(instruction)) {
      for (const name of isExtraction(invocation) ? invocation.args.map(lastPart) : []) {
        const copy = copied.get(name);
        if (copy === undefined) continue;
        copied.delete(name);
        yield {
          key: name,
          what: `${name} is copied and then unpacked`,
          fields: [instructionField(copy), commandField(invocation)],
        };
        break;
      }
    }
    if (instruction.keyword !== 'COPY' || instruction.flags['from'] !== undefined) continue;
    for (const { text } of instruction.args) {
      if (text !== undefined && archive.test(text)) copied.set(lastPart(text), instruction);
    }
  }
}
function isExtraction({ program, args }: Invocation): boolean {
  const [first = ''] = args;
  return (
    /^(?:bsd)?tar$/u.test(program) &&
    (/^[A-Za-z]*x[A-Za-z]*$/u.test(first) || args.some((arg) => /^-[A-Za-z]*x|^--(?:extract|get)$/u.test(arg)))
  );
}
