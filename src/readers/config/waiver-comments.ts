// Comments in configuration by which its authors say what they live with: ours, and those of other tools.
import type { Entry, EntryHeader, Keep } from '../../model/entry.ts';
import type { WaiverDraft } from '../../model/cluster-facts.ts';
import type { Reader } from '../../model/reader.ts';
import { parseDockerfile } from '../../syntax/dockerfile.ts';
import { refineConfig } from './config-file.ts';
import { parseWaiver, waiverMarks, type WrittenWaiver } from './waiver-words.ts';

const maxBytes = 4 * 1024 * 1024;
const maxWaivers = 10_000;
const yamlName = /\.ya?ml$/i;
const dockerfileNames = ['Dockerfile', 'dockerfile', 'Containerfile', 'containerfile'];

export const waiverReader: Reader = {
  id: 'config/waivers',
  version: 2,
  area: 'config',
  wants: {
    names: dockerfileNames,
    starts: ['Dockerfile.', 'Dockerfile-', 'dockerfile.', 'Containerfile.'],
    suffixes: ['.yaml', '.yml', '.Dockerfile', '.dockerfile', '.Containerfile', '.containerfile'],
  },
  refine,
  maxBytes,
  read,
};
function refine(header: EntryHeader): Keep {
  return header.size > maxBytes ? 'no' : refineConfig(header);
}

async function* read(entry: Entry): AsyncIterable<WaiverDraft> {
  const bytes = await entry.read(maxBytes);
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (!waiverMarks.some((mark) => buffer.includes(mark, 0, 'latin1'))) return;
  const text = new TextDecoder().decode(bytes);
  const lines = text.split('\n', 1_000_000);
  const blockOf = yamlName.test(entry.path) ? yamlBlocks(lines) : instructionBlocks(text, lines.length);
  let count = 0;
  for (const [index, line] of lines.entries()) {
    const written = commentIn(line, yamlName.test(entry.path));
    const waiver = written === undefined ? undefined : parseWaiver(written.comment);
    if (waiver === undefined || written === undefined || waiver.rules.length === 0) continue;
    const { tool, rules, reason, until } = waiver;
    const number = index + 1;
    yield {
      kind: 'waiver',
      tool,
      rules,
      ...(reason !== undefined && { reason }),
      ...(until !== undefined && { until }),
      lines: coveredBy(waiver, { number, isTrailing: written.isTrailing, blockOf, last: lines.length }),
      at: [{ path: entry.path, line: number }],
    };
    count += 1;
    if (count >= maxWaivers) return;
  }
}

interface Comment {
  readonly comment: string;
  readonly isTrailing: boolean;
}
/** A Dockerfile knows comments on lines of their own only. */
function commentIn(line: string, isYaml: boolean): Comment | undefined {
  const own = /^\s*#+\s*(.*?)\s*$/u.exec(line.slice(0, 4096));
  if (own !== null) return { comment: own[1] ?? '', isTrailing: false };
  const behind = isYaml
    ? /\s#\s*((?:plimsoll|trivy|checkov|bridgecrew|kics|zizmor)\S.*?)\s*$/u.exec(line.slice(0, 4096))
    : null;
  return behind === null ? undefined : { comment: behind[1] ?? '', isTrailing: true };
}

interface Lines {
  readonly first: number;
  readonly last: number;
}
type BlockOf = (line: number) => Lines | undefined;
function coveredBy(
  { reach }: WrittenWaiver,
  at: { readonly number: number; readonly isTrailing: boolean; readonly blockOf: BlockOf; readonly last: number },
): Lines {
  if (reach === 'file') return { first: 1, last: at.last };
  if (reach === 'line' || at.isTrailing) return { first: at.number, last: at.number };
  return at.blockOf(at.number) ?? { first: at.number, last: at.number };
}

/** The next line that says something, with everything that is indented more than it. */
function yamlBlocks(lines: readonly string[]): BlockOf {
  const isBlank = (line: string): boolean => /^\s*(?:#.*)?$/u.test(line);
  return (number) => {
    let first = number;
    while (first < lines.length && isBlank(lines[first] ?? '')) first += 1;
    if (first >= lines.length) return undefined;
    const indent = indentOf(lines[first] ?? '');
    let last = first;
    for (let at = first + 1; at < lines.length; at += 1) {
      const line = lines[at] ?? '';
      if (isBlank(line)) continue;
      if (indentOf(line) <= indent) break;
      last = at;
    }
    return { first: first + 1, last: last + 1 };
  };
}
function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}
/** The next instruction with its continued lines; before the first one it is all of the file. */
function instructionBlocks(text: string, count: number): BlockOf {
  const { instructions } = parseDockerfile(text);
  return (number) => {
    const next = instructions.find(({ startLine }) => startLine > number);
    if (next === undefined) return undefined;
    // Findings about the image as a whole stand at its FROM.
    return next === instructions[0] ? { first: 1, last: count } : { first: next.startLine, last: next.endLine };
  };
}
