// Which files are Dockerfiles, and what such a file declares about the image that it builds.
// https://docs.docker.com/reference/dockerfile/
import type { EntryHeader, Entry, Keep } from '../../model/entry.ts';
import type { BuildDraft } from '../../model/build-facts.ts';
import type { Draft, UnknownDraft } from '../../model/facts.ts';
import type { Near, Reader } from '../../model/reader.ts';
import type { UnknownCode } from '../../model/unknown.ts';
import { parseDockerfile, type DockerfileSyntax } from '../../syntax/dockerfile.ts';
import { openShellParser } from '../../syntax/shell.ts';
import { readIgnore } from './dockerfile-ignore.ts';
import { readStages } from './dockerfile-stages.ts';

const maxBytes = 4 * 1024 * 1024;
const exactNames = ['Dockerfile', 'dockerfile', 'Containerfile', 'containerfile'];
const templatePattern = /\{\{|\{%|<%|@[A-Z][A-Z0-9_]{2,40}@/u;

export const dockerfileReader: Reader = {
  id: 'config/dockerfile',
  version: 4,
  area: 'config',
  wants: {
    names: exactNames,
    starts: ['Dockerfile.', 'Dockerfile-', 'dockerfile.', 'Containerfile.'],
    suffixes: ['.Dockerfile', '.dockerfile', '.Containerfile', '.containerfile'],
  },
  refine,
  maxBytes,
  async *read(entry, near) {
    yield* readDockerfile(entry, new TextDecoder().decode(await entry.read(maxBytes)), near);
  },
};

/** Dependencies' own Dockerfiles build nothing here. */
function refine(header: EntryHeader): Keep {
  return /(?:^|\/)node_modules\//u.test(header.path) ? 'no' : 'whole';
}

/** The drafts of one Dockerfile, wherever its text stands. */
export async function* readDockerfile(entry: Pick<Entry, 'path'>, text: string, near?: Near): AsyncGenerator<Draft> {
  const { path } = entry;
  const syntax = parseDockerfile(text);
  const hasFrom = syntax.instructions.some(({ keyword }) => keyword === 'FROM');
  if (!hasFrom) {
    // `notes.dockerfile` may be anything; a Dockerfile by its full name owes an answer.
    const name = path.slice(path.lastIndexOf('/') + 1);
    if (exactNames.includes(name) || syntax.instructions.length > 0) yield withoutFrom(path, text);
    return;
  }
  const parseShell = needsShell(syntax) ? await openShellParser() : undefined;
  const unknowns: UnknownDraft[] = syntax.problems.map(({ code, line, message }) =>
    toUnknown({ code, path, line, why: message, incomplete: code === 'limit-reached' }),
  );
  const { stages, head, args } = readStages(syntax, {
    path,
    parseShell,
    report: ({ code, line, why }) =>
      unknowns.push(toUnknown({ code, path, line, why, incomplete: code === 'limit-reached' })),
  });
  const ignore = await readIgnore(path, near);
  if (ignore !== undefined && 'why' in ignore) {
    unknowns.push(toUnknown({ code: 'unreadable', path, line: 1, why: ignore.why, incomplete: false }));
  }
  const build: BuildDraft = {
    kind: 'build',
    path,
    stages,
    head,
    args,
    comments: syntax.comments.map(({ text, isDirective, line }) => ({ text, isDirective, at: { path, line } })),
    ...(ignore !== undefined && 'patterns' in ignore && { ignore }),
    at: [{ path, line: syntax.instructions[0]?.startLine ?? 1 }],
    raw: { format: 'dockerfile', path, document: 0, pointer: [] },
  };
  yield build;
  yield* unknowns;
}

function needsShell(syntax: DockerfileSyntax): boolean {
  return syntax.instructions.some(({ keyword }) => keyword === 'RUN');
}

function withoutFrom(path: string, text: string): UnknownDraft {
  return templatePattern.test(text.slice(0, 65_536))
    ? toUnknown({
        code: 'not-rendered',
        path,
        line: 1,
        why: 'a template of a Dockerfile, not rendered',
        incomplete: false,
      })
    : toUnknown({ code: 'bad-syntax', path, line: 1, why: 'no FROM in it', incomplete: true });
}

interface Reason {
  readonly code: UnknownCode;
  readonly path: string;
  readonly line: number;
  readonly why: string;
  readonly incomplete: boolean;
}
function toUnknown({ code, path, line, why, incomplete }: Reason): UnknownDraft {
  return { kind: 'unknown', code, why: `${path}:${line}: ${why}`, at: { path, line }, affects: [path], incomplete };
}
