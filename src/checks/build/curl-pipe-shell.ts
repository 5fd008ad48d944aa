// Judges downloads that an interpreter runs unseen.
import { toRuleId } from '../../model/brand.ts';
import type { Check, Message } from '../../model/check.ts';
import type { Instruction } from '../../model/build-facts.ts';
import { onDebian } from './example-text.ts';
import { contributingStages } from './final-stages.ts';
import { interpreter } from './interpreter.ts';
import { commandField, invocationsIn, type Invocation } from './invocation.ts';

/** Programs between the download and the interpreter that hand it on. */
const filters = new Set('tee sed awk grep tr cat gunzip gzip zcat xz base64 iconv head tail cut dos2unix'.split(' '));
const substituted = /(?:\$\(|`|<\()\s*(?:curl|wget)\s/u;

export const curlPipeShell: Check<'build'> = {
  id: toRuleId('df-curl-pipe-shell'),
  title: 'A download is piped into an interpreter',
  severity: 'high',
  layer: 'container',
  on: 'build',
  why: 'Whoever controls the server, its name or the line runs commands as root in the build and decides what is in the image; nothing is left to check afterwards.',
  todo: 'Download to a file, compare its checksum with one that was reviewed, then run it; or use a package',
  refs: ['CISD 4.11', 'N190:4.1.5', 'T1195', 'CWE-494'],
  since: '2026.11',
  examples: {
    bad: [
      onDebian('RUN curl -fsSL https://get.example/install.sh | sh'),
      onDebian('RUN wget -qO- https://get.example/install.sh | tee /tmp/log | bash -s -- --yes'),
      onDebian('RUN bash -c "$(curl -fsSL https://get.example/install.sh)"'),
    ],
    good: [
      onDebian(
        'RUN curl -fsSLo install.sh https://get.example/install.sh \\',
        " && echo '5f1e3c  install.sh' | sha256sum -c - && sh install.sh",
      ),
    ],
  },
  *run(build) {
    for (const stage of contributingStages(build)) {
      for (const instruction of stage.instructions) yield* messagesOf(instruction);
    }
  },
};

function* messagesOf(instruction: Instruction): Generator<Message> {
  let download: Invocation | undefined;
  for (const invocation of invocationsIn(instruction)) {
    const { program, args, command } = invocation;
    const words = command.args.map(({ raw }) => raw);
    if (
      (interpreter.test(program) || program === 'eval' || program === 'source' || program === '.') &&
      words.some((raw) => substituted.test(raw))
    ) {
      yield { key: words.join(' '), what: `${program} runs what is downloaded`, fields: [commandField(invocation)] };
    } else if (download !== undefined && interpreter.test(program) && readsInput(args)) {
      const key = download.args.join(' ');
      yield {
        key,
        what: `${download.program} … | ${program}`,
        fields: [commandField(download), commandField(invocation)],
      };
      download = undefined;
    } else if (isStreaming(invocation)) download = invocation;
    else if (!filters.has(program)) download = undefined;
  }
}

/** Without a script to run, an interpreter reads what it is to run. */
function readsInput(args: readonly string[]): boolean {
  for (const arg of args) {
    if (arg === '-') return true;
    if (!arg.startsWith('-') || /^-[a-z]*[cem]/u.test(arg)) return false;
    if (/^-[a-z]*s[a-z]*$/u.test(arg)) return true;
  }
  return true;
}

/** Writes what it downloads to its output. */
function isStreaming({ program, args }: Invocation): boolean {
  if (program === 'curl') {
    const at = args.findIndex((arg) => /^-[A-Za-z]*[oO]$/u.test(arg) || /^--(?:output|remote-name)/u.test(arg));
    return at === -1 || args[at + 1] === '-';
  }
  if (program !== 'wget') return false;
  const at = args.findIndex((arg) => /^-[A-Za-z]*O/u.test(arg) || arg.startsWith('--output-document'));
  const arg = args[at] ?? '';
  return at !== -1 && (/(?:O|=)-$/u.test(arg) || args[at + 1] === '-' || args[at + 1] === '/dev/stdout');
}
