// The pairs of an ENV or a LABEL as they are written.
import type { Instruction } from '../../model/build-facts.ts';
import { showWords } from './shown-words.ts';

interface Pair {
  readonly name: string;
  /** Quotes included. */
  readonly raw: string;
  /** Expanded, where all that it hangs on is known. */
  readonly text?: string;
}
/** Empty for the old form with a blank in place of the `=`. */
export function pairsOf({ args }: Instruction): readonly Pair[] {
  if (args[0]?.raw.includes('=') !== true) return [];
  return args.flatMap(({ raw, text }) => {
    const equals = raw.indexOf('=');
    if (equals === -1) return [];
    const pair = { name: unquoted(raw.slice(0, equals)), raw: raw.slice(equals + 1) };
    return [text === undefined ? pair : { ...pair, text: text.slice(text.indexOf('=') + 1) }];
  });
}
function unquoted(name: string): string {
  return name.replaceAll(/["']/gu, '');
}
/** Nothing in it looks like a credential, and it is short: a fix may repeat it. */
export function isRepeatable({ args }: Instruction): boolean {
  const words = args.map(({ raw }) => raw);
  return showWords(words) === words.join(' ');
}
