// What the programs that render have in common: paths of entries and of the disk, a folder of their own, their words.
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { NotRendered, RenderOptions } from '../model/render.ts';

export interface RendererOptions {
  /** Real path of the folder. */
  readonly root: string;
  readonly prefix: string;
  readonly signal: AbortSignal;
  /** Globs of paths to leave out. */
  readonly skip: readonly string[];
  /** Absent where nothing is to be rendered. */
  readonly render?: RenderOptions;
}
export interface Program {
  readonly name: string;
  readonly file: string;
}
export interface Job extends RendererOptions {
  readonly program: Program;
}

/** A fresh folder for as long as it is used. */
export async function inFolder<T>(use: (folder: string) => Promise<T>): Promise<T> {
  const folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'plimsoll-render-')));
  try {
    return await use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
export function refusal(why: string): NotRendered {
  return { code: 'not-rendered', why };
}
/** Where a template is at fault, in Helm's words. */
const place = /(?:\bat \(|\btemplate: |\bYAML parse error on )([^():\s]{1,300}):(\d{1,7})?/u;
/** In the user's own paths; where the program names a line of a template, that is the place. */
export function failed(said: string, { program, root, prefix }: Job, pathOf: (name: string) => string): NotRendered {
  const why = `${program.name} ${said.replaceAll(root === '/' ? '\0' : `${root}/`, prefix)}`;
  const [, name, line] = program.name === 'helm' ? (place.exec(said) ?? []) : [];
  if (name === undefined) return refusal(why);
  return { ...refusal(why), at: { path: pathOf(name), ...(line !== undefined && { line: Number(line) }) } };
}

export function toDisk(asked: string, { root, prefix }: RendererOptions): string {
  return path.resolve(root, path.relative(prefix === '' ? '.' : prefix, asked === '' ? '.' : asked));
}
export function toEntryPath(real: string, { root, prefix }: RendererOptions): string {
  const joinedPath = path.join(prefix, path.relative(root, real)).replace(/\/$/u, '');
  return joinedPath === '.' ? '' : joinedPath;
}
export function joined(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`;
}
