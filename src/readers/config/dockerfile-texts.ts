// What the here-documents of an instruction say, and which files of the image they become.
// https://docs.docker.com/reference/dockerfile/#here-documents
import type { GivenText, Word } from '../../model/build-facts.ts';
import type { UnknownCode } from '../../model/unknown.ts';
import { positionAt, type DockerfileInstruction, type Segment } from '../../syntax/dockerfile.ts';
import { maxLength, type ShellDocument } from '../../syntax/shell.ts';

export interface TextsOptions {
  readonly path: string;
  report(problem: { readonly code: UnknownCode; readonly line: number; readonly why: string }): void;
}
/** A file each: under the target's own name, or under that of the here-document where the target is a folder. */
export function filesOf(
  { heredocs }: DockerfileInstruction,
  args: readonly Word[],
  options: TextsOptions,
): readonly GivenText[] {
  const last = args.at(-1);
  const target = last?.text ?? last?.raw ?? '';
  const isFolder = target.endsWith('/') || args.length > 2;
  return heredocs.map(({ content, name, startLine }) => {
    const path = isFolder ? `${target}${target.endsWith('/') ? '' : '/'}${name}` : target;
    return toText({ text: content, line: startLine, path }, options);
  });
}
/** Of a RUN whose shell text was read. */
export function textsOf(
  documents: readonly ShellDocument[],
  segments: readonly Segment[],
  options: TextsOptions,
): readonly GivenText[] {
  return documents.map(({ text, offset, program, file }) => {
    const { line } = positionAt(segments, offset);
    const path = file?.text ?? file?.raw;
    const by = program?.text ?? program?.raw;
    return toText(
      { text, line, ...(path !== undefined && { path }), ...(by !== undefined && { program: by }) },
      options,
    );
  });
}
/** Of a RUN that no shell reads, or none that could be followed. */
export function plainTexts({ heredocs }: DockerfileInstruction, options: TextsOptions): readonly GivenText[] {
  return heredocs.map(({ content, startLine }) => toText({ text: content, line: startLine }, options));
}

function toText(
  { line, text, ...rest }: Omit<GivenText, 'at'> & { readonly line: number },
  { path, report }: TextsOptions,
): GivenText {
  if (text.length > maxLength)
    report({ code: 'limit-reached', line, why: 'of a here-document only the first 256 KiB are looked at' });
  return { ...rest, text: text.slice(0, maxLength), at: { path, line, column: 1 } };
}
