// Which file the output of a command ends up in: its redirections, those of a group around it, pipes, tee.
// https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html#tag_19_07
import type { Command, RedirectDescriptor, Redirection, SyntaxNode, Word } from 'unbash';

/** Where the output of a command goes besides what its own redirections say. */
export interface Onward {
  /** Commands behind it in its pipeline. */
  readonly piped: readonly SyntaxNode[];
  /** The file that a whole group writes into. */
  readonly file?: Word;
}
export const maxPiped = 8;

/** The last file that output is sent to, by what stands at one command or group. */
export function outputOf(redirects: readonly Redirection[]): Word | undefined {
  const last = redirects.findLast(
    (redirect) =>
      redirect.type === 'Redirect' &&
      /^&?>[>|]?$/u.test(redirect.operator) &&
      (redirect.descriptor === undefined || isOutput(redirect.descriptor)),
  );
  return last?.type === 'Redirect' ? last.target : undefined;
}
function isOutput(descriptor: RedirectDescriptor): boolean {
  return descriptor.type === 'FileDescriptor' && descriptor.value === 1;
}
/** Follows a pipe to the command that writes; undefined where no file is named. */
export function fileOf(command: Command, { piped, file }: Onward): Word | undefined {
  let now = command;
  for (let depth = 0; depth < maxPiped; depth++) {
    const written = outputOf(now.redirects) ?? copyOf(now);
    if (written !== undefined) return written;
    const next = piped[depth];
    if (next?.type !== 'Command') break;
    now = next;
  }
  return file;
}
/** `tee` writes what it is given also into the file that it names; it may be called through sudo. */
function copyOf({ name, args }: Command): Word | undefined {
  const words = [name, ...args].filter((word) => word?.type === 'Word');
  const at = words.slice(0, 3).findIndex((word) => /(?:^|\/)tee$/u.test(word.value));
  return at === -1 ? undefined : words.slice(at + 1).find(({ value }) => !value.startsWith('-'));
}
