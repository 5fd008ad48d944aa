// Finds installs that leave the version to the index of the day.
import type { Message } from '../../model/check.ts';
import { withoutQuery } from './address.ts';
import { contributingStages, type Build } from './final-stages.ts';
import { commandField, invocationsOf, type Invocation } from './invocation.ts';

interface PinRule {
  readonly programs: RegExp;
  /** What the command is told to install, as written; nothing where it installs nothing. */
  packagesOf(invocation: Invocation): readonly string[];
  /** Names one version, or something that is no package of an index. */
  isPinned(word: string): boolean;
}
const mostShown = 4;

export function* unpinned(build: Build, rule: PinRule): Generator<Message> {
  for (const invocation of invocationsOf(contributingStages(build), rule.programs)) {
    const loose = rule
      .packagesOf(invocation)
      .filter((word) => !isOpen(word) && !rule.isPinned(word))
      .map((word) => (word.includes('://') ? withoutQuery(word) : word));
    if (loose.length === 0) continue;
    yield {
      key: `${invocation.program} ${loose.join(' ')}`,
      what: `${invocation.program} takes ${listed(loose)} in whatever version there is`,
      fields: [commandField(invocation)],
    };
  }
}
/** What comes out of a variable or a substitution is not known. */
function isOpen(word: string): boolean {
  return /[$`]/u.test(word);
}
function listed(words: readonly string[]): string {
  const shown = words.slice(0, mostShown).map((word) => word.slice(0, 80));
  const more = words.length - shown.length;
  return more === 0 ? shown.join(', ') : `${shown.join(', ')} and ${more} more`;
}

/** Words behind `verb`, without options and the values of those that take one. */
export function wordsAfter(args: readonly string[], verb: RegExp, valued: ReadonlySet<string>): readonly string[] {
  const words: string[] = [];
  for (let index = 0; index < args.length; index++) {
    const arg = args[index] ?? '';
    if (valued.has(arg)) index++;
    else if (arg === '--') continue;
    else if (!arg.startsWith('-')) words.push(arg);
  }
  const [first, ...rest] = words;
  return first !== undefined && verb.test(first) ? rest : [];
}
/** A file or an address: what it brings is decided where it comes from. */
export function isFile(word: string): boolean {
  return /^[./~]|:\/\//u.test(word);
}
