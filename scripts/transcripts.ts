// What the pages show of real runs: every command that stands in one with what it says, and the pictures of the examples.
import { readFileSync } from 'node:fs';
import path from 'node:path';

const root = path.join(import.meta.dirname, '..');
export const transcriptPages: readonly string[] = ['README.md', 'docs/reach.md'];
/** A picture is a file of its own beside what it shows, and the command that makes it. */
export const pictures = ['harbour', 'docker-host', 'cluster'].map((name) => ({
  file: `examples/${name}/reach.svg`,
  args: ['reach', `examples/${name}`, '--format', 'svg'],
}));

export interface Transcript {
  readonly args: readonly string[];
  readonly said: string;
}
const block = /```(?<kind>\w*)\n(?<head>(?:\$|%%) \.\/plimsoll (?<args>[^\n]+)\n)(?<said>[\s\S]*?)```/gu;
/** A block that begins with `$ ./plimsoll …`; in a diagram with `%% ./plimsoll …`, which is a comment there. */
export function transcriptsOf(text: string): readonly Transcript[] {
  return [...text.matchAll(block)].map(({ groups }) => ({
    args: toArgs(groups?.['args'] ?? ''),
    said: groups?.['said'] ?? '',
  }));
}
export function withTranscripts(text: string, say: (args: readonly string[]) => string): string {
  return text.replaceAll(
    block,
    (_whole, kind: string, head: string, args: string) => `\`\`\`${kind}\n${head}${say(toArgs(args))}\`\`\``,
  );
}
export function readPage(page: string): string {
  return readFileSync(path.join(root, page), 'utf8');
}
/** Words, or text in double quotes. */
function toArgs(text: string): readonly string[] {
  return [...text.matchAll(/"([^"]*)"|\S+/gu)].map(([whole, quoted]) => quoted ?? whole);
}
