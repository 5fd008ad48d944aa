// Judges credentials on command lines: https://man7.org/linux/man-pages/man5/proc_pid_cmdline.5.html
import { toRuleId } from '../../model/brand.ts';
import type { Check, Message } from '../../model/check.ts';
import { isKnown, type Known } from '../../model/field.ts';
import { findTokenKind, isSecretName, looksSecret } from '../../model/secret-shape.ts';
import { containersOf, sayOf, type JudgedContainer, type JudgedWorkload } from '../workload/container.ts';
import { inEveryFormat, inFormats } from '../workload/every-format.ts';

export const processList: Check<'workload'> = {
  id: toRuleId('sec-process-list'),
  title: 'Credential on a command line',
  severity: 'medium',
  layer: 'container',
  on: 'workload',
  why: 'Every process that sees this one reads it in /proc, on the host too, and it goes into process lists, logs and crash reports.',
  todo: 'Let the program read it from a file that is mounted as a secret.',
  refs: ['CWE-214'],
  since: '2026.11',
  get examples() {
    return {
      bad: [
        ...inEveryFormat({ command: ['serve', '--db-password=hunter2-Qx81vb'] }),
        ...inEveryFormat({ command: ['serve', '--db-password', 'hunter2-Qx81vb'] }),
        ...inEveryFormat({ command: ['serve', 'postgres://web:hunter2-Qx81vb@db/shop'] }),
        ...inFormats(['kubernetes'], { command: ['serve', '--db-password=$(DB_PASSWORD)'] }),
      ],
      good: [
        ...inEveryFormat({ command: ['serve', '--db-password-file=/run/secrets/db'] }),
        ...inEveryFormat({ command: ['serve', '--db-password-stdin', '--verbose'] }),
        ...inEveryFormat({ command: ['serve', '--db-password', '--verbose'] }),
      ],
    };
  },
  *run(workload) {
    for (const container of containersOf(workload)) yield* accuse(workload, container);
  },
};
function* accuse(workload: JudgedWorkload, container: JudgedContainer): Iterable<Message> {
  // What the image brings along is a fault of the image.
  const words = container.declared.command ?? [];
  for (const [index, field] of words.entries()) {
    const found = isKnown(field) ? findIn(field, words[index + 1], workload) : undefined;
    if (found === undefined) continue;
    const { name, kind } = found;
    yield {
      key: `${container.name}/${name === '' ? String(index) : name}`,
      what: sayOf(workload, container, `has ${kind} on its command line${name === '' ? '' : ` (--${name})`}`),
      fields: [{ name: 'command', field, container: container.name, secret: true }],
    };
  }
}
/** Of a script that a shell is given, each word. */
function passwordIn(value: string): string | undefined {
  return value
    .split(/\s+/, maxWords)
    .map((word) => looksSecret('', word))
    .find((found) => found !== undefined);
}
const maxWords = 2000;
interface Found {
  readonly name: string;
  readonly kind: string;
}
const option = /^--?([A-Za-z][\w.-]{1,100})(?:=(.*))?$/s;
type Word = NonNullable<JudgedContainer['declared']['command']>[number];
function findIn({ value }: Known<string>, next: Word | undefined, { engine }: JudgedWorkload): Found | undefined {
  const [, name, own] = option.exec(value) ?? [];
  if (name === undefined) {
    const kind = findTokenKind(value) ?? passwordIn(value);
    return kind === undefined ? undefined : { name: '', kind };
  }
  const after = isKnown(next) && !next.value.startsWith('-') ? next.value : '';
  const given = own ?? after;
  const kind = own === undefined && !isSecretName(name) ? undefined : looksSecret(name, given);
  if (kind !== undefined) return { name, kind };
  // The kubelet puts the value in before the program starts.
  const isPutIn = engine === 'kubernetes' && isSecretName(name) && /^\$\([A-Za-z_]\w{0,200}\)$/.test(given);
  return isPutIn ? { name, kind: 'a credential from a variable' } : undefined;
}
