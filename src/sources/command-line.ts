// A command line that starts a container, given as a target: it is read as a script of one line.
// https://docs.docker.com/reference/cli/docker/container/run/
import { existsSync, realpathSync } from 'node:fs';
import { findInside } from '../io/inside.ts';
import type { SourceKind } from '../model/source.ts';
import { packBytes } from '../io/packed-bytes.ts';
import { openText } from './stdin-text.ts';

const engine = /^(?:.*\/)?(?:docker|podman|nerdctl)(?:\.exe)?$/u;
const verb = /^(?:run|create)$/u;
const mostBefore = 4;
const mostBetween = 16;

export const commandLine: SourceKind = {
  id: 'command-line',
  help: 'a command line in quotes or behind --: docker run …, podman run …',
  isAt: async (target) => startsContainer(target.trim().split(/\s+/u)) && !existsSync(target),
  async open(target) {
    const root = realpathSync('.');
    const packing = packBytes();
    packing.add(new TextEncoder().encode(`${target}\n`));
    return openText({
      described: { kind: 'file', name: target, prefix: '', repeatable: true },
      path: 'command-line',
      content: packing.done(),
      near: async (path) => findInside(path, { root, prefix: '', beyond: 'refuse' }),
    });
  },
};

function startsContainer(words: readonly string[]): boolean {
  const at = words.slice(0, mostBefore).findIndex((word) => engine.test(word));
  return at !== -1 && words.slice(at + 1, at + 1 + mostBetween).some((word) => verb.test(word));
}

/** Targets that are the words of one command line, as one target; all others as they are. */
export function joinCommandLine(targets: readonly string[]): readonly string[] {
  const isOne = targets.length > 2 && startsContainer(targets);
  return isOne ? [targets.map(quoted).join(' ')] : targets;
}
function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/u.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
}
