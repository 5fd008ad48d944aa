// What a hostile target is to the test that runs it, and ways to lay one out.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';

export interface Case {
  readonly is: string;
  /** Lays the target out in an empty folder; gives the words of the command line, its name there to begin with. */
  readonly make: (folder: string) => readonly string[];
  /** Exit codes that it may end with. */
  readonly codes: readonly number[];
  /** In what is printed. */
  readonly says?: RegExp;
  /** Formats to print it in; the table unless told. */
  readonly formats?: readonly string[];
}

export type Files = Readonly<Record<string, string | Uint8Array>>;
export function write(folder: string, files: Files): readonly string[] {
  for (const [name, content] of Object.entries(files)) writeFileSync(made(folder, name), content);
  return ['.'];
}
/** A row whose target is one file. */
export function single(is: string, file: string, content: string | Uint8Array, ...codes: readonly number[]): Case {
  return { is, make: (folder) => (write(folder, { [file]: content }), [file]), codes };
}
/** A row whose target is the folder. */
export function folder(is: string, files: Files, ...codes: readonly number[]): Case {
  return { is, make: (at) => write(at, files), codes };
}
export function pipes(folder: string, ...names: readonly string[]): void {
  for (const name of names) assert.equal(spawnSync('mkfifo', [made(folder, name)]).status, 0);
}
export function links(folder: string, targets: Readonly<Record<string, string>>): void {
  for (const [name, target] of Object.entries(targets)) symlinkSync(target, made(folder, name));
}
/** Files of a terabyte that take no room. */
export function terabytes(folder: string, starts: Files): void {
  write(folder, starts);
  for (const name of Object.keys(starts)) truncateSync(path.join(folder, name), 2 ** 40);
}
function made(folder: string, name: string): string {
  const file = path.join(folder, name);
  mkdirSync(path.dirname(file), { recursive: true });
  return file;
}

export const debian = 'ID=debian\nVERSION_ID=12\n';
export const pod = 'apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:\n';
export const dockerfile = 'FROM a\n';
