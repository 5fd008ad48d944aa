// Judges a PATH that leads through folders which others, or the program itself, can write.
import { toRuleId } from '../../model/brand.ts';
import type { Check, Message } from '../../model/check.ts';
import type { ModelEdit } from '../../model/edit.ts';
import type { Instruction } from '../../model/build-facts.ts';
import { isKnown, locationOf } from '../../model/field.ts';
import type { Severity } from '../../model/severity.ts';
import type { Variable } from '../../model/workload.ts';
import { fixBy, instructionsOf, replaceOnce } from './edits.ts';
import { onDebian } from './example-text.ts';
import { shippedStages, type Build } from './final-stages.ts';

export const envPathWritable: Check<'build'> = {
  id: toRuleId('df-env-path-writable'),
  title: 'PATH leads through a folder that can be written',
  severity: 'medium',
  layer: 'container',
  on: 'build',
  why: 'Whoever can put a file there, by an upload or as the unprivileged user, has it run in the place of a system program, also by root when someone looks into the container.',
  todo: 'Keep to absolute folders that root owns, and put others behind those of the system',
  refs: ['T1574.007', 'CWE-427'],
  since: '2026.11',
  examples: {
    bad: [
      onDebian('ENV PATH=.:$PATH'),
      onDebian('ENV PATH=/usr/bin:/bin:/tmp/bin'),
      onDebian('ENV PATH="$PATH:node_modules/.bin"'),
    ],
    good: [onDebian('ENV PATH=/srv/app/bin:$PATH'), onDebian('ENV PATH=$PATH:/home/app/.local/bin')],
  },
  *run(build) {
    const stages = shippedStages(build);
    for (const field of stages.flatMap(({ env }) => env)) {
      if (!isKnown(field) || field.value.name !== 'PATH') continue;
      const line = locationOf(field)?.line;
      const instruction = instructionsOf(stages, 'ENV').find(({ at }) => at.line === line);
      for (const { entry, what, severity } of faultsOf(build, field.value)) {
        const message: Message = { key: entry, what: `PATH ${what}`, fields: [{ name: 'ENV PATH', field }] };
        if (severity !== undefined) yield { ...message, severity };
        else yield { ...message, ...fixBy(`take ${entry} out of PATH`, withoutEntry(build, instruction, entry)) };
      }
    }
  },
};

/** Where the entry and its colon stand in the instruction once. */
function withoutEntry(build: Build, instruction: Instruction | undefined, entry: string): ModelEdit[] {
  if (instruction === undefined) return [];
  const { text } = instruction;
  const before = text.indexOf(`${entry}:`);
  if (before === 0 || /^[\s"'=:]$/u.test(text[before - 1] ?? '')) {
    return replaceOnce(build, instruction, `${entry}:`, '');
  }
  const behind = text.indexOf(`:${entry}`);
  const next = text[behind + entry.length + 1];
  if (next !== undefined && !/^[\s"':]$/u.test(next)) return [];
  return replaceOnce(build, instruction, `:${entry}`, '');
}

interface Fault {
  readonly entry: string;
  readonly what: string;
  readonly severity?: Severity;
}
function* faultsOf(build: Build, { value, ref }: Variable): Generator<Fault> {
  const text = (value ?? ref ?? '').replaceAll(/["']/gu, '').replaceAll(/\$\{[^}]*\}/gu, '$PATH');
  if (text === '' || text.length > 8192 || /[;\\]/u.test(text)) return;
  const entries = text.split(':');
  const system = entries.findIndex((entry) => entry.startsWith('$') || /^(?:\/usr(?:\/local)?)?\/s?bin$/u.test(entry));
  for (const [index, entry] of entries.entries()) {
    if (entry.startsWith('$')) continue;
    if (entry === '' || entry === '.') yield { entry: '.', what: 'leads through the current folder' };
    else if (!entry.startsWith('/')) yield { entry, what: `leads through ${entry}, relative to the current folder` };
    else if (/^\/(?:var\/)?tmp(?:\/|$)|^\/dev\/shm(?:\/|$)/u.test(entry))
      yield { entry, what: `leads through ${entry}, which everybody can write` };
    else if (index < system && isHome(build, entry))
      yield { entry, what: `leads through ${entry}, which the user owns, before the system’s own`, severity: 'low' };
  }
}
/** Of the user that the program runs as. */
function isHome(build: Build, entry: string): boolean {
  const user = build.stages.at(-1)?.user;
  const name = isKnown(user) ? (user.value.split(':')[0] ?? '') : '';
  return name !== '' && name !== 'root' && entry.startsWith(`/home/${name}/`);
}
