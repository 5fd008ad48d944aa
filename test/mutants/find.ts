// All mutants of the checks: in which file, what is turned round, and who could notice.
import { readdirSync } from 'node:fs';
import path from 'node:path';
import type { Node } from 'typescript/unstable/ast';
import { turnsIn, type Turn } from './conditions.ts';
import { codeOf } from './load.ts';
import { Reached } from './reached.ts';
import { parseAll } from './syntax.ts';

const folder = path.join(import.meta.dirname, '..', '..', 'src', 'checks');
export interface Mutant extends Turn {
  readonly file: string;
  /** The same from the folder of the checks on. */
  readonly where: string;
  /** The files of the checks whose judgement rests on it. */
  readonly checks: readonly string[];
}
export interface Found {
  readonly mutants: readonly Mutant[];
  /** By file, those that import it in the end. */
  readonly importers: ReadonlyMap<string, ReadonlySet<string>>;
}
/** The name that each check has in its file, by file. */
export function findMutants(checkNames: ReadonlyMap<string, string>): Found {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => path.join(folder, file))
    .sort();
  return parseAll(files, (sourceOf) => {
    const reached = new Reached(files, sourceOf);
    const restingOn = new Map<string, Map<Node, string[]>>();
    for (const [file, name] of checkNames) {
      for (const [where, nodes] of reached.from({ file, name })) {
        const own = restingOn.get(where) ?? new Map<Node, string[]>();
        restingOn.set(where, own);
        for (const node of nodes) own.set(node, [...(own.get(node) ?? []), file]);
      }
    }
    const mutants = [...restingOn].flatMap(([file, nodes]) =>
      [...nodes].flatMap(([node, checks]) =>
        turnsIn(node, codeOf(file)).map((turn) => ({ ...turn, file, where: path.relative(folder, file), checks })),
      ),
    );
    return { mutants: mutants.sort(byPlace), importers: importersIn(files, reached) };
  });
}
function byPlace(a: Mutant, b: Mutant): number {
  return a.file === b.file ? a.start - b.start : a.file < b.file ? -1 : 1;
}
function importersIn(files: readonly string[], reached: Reached): ReadonlyMap<string, ReadonlySet<string>> {
  const direct = new Map<string, string[]>(files.map((file) => [file, []]));
  for (const file of files) for (const one of reached.imports(file)) direct.get(one)?.push(file);
  return new Map(files.map((file) => [file, closure(file, direct)]));
}
function closure(file: string, direct: ReadonlyMap<string, readonly string[]>): ReadonlySet<string> {
  const found = new Set<string>();
  const ahead = [file];
  for (let next = ahead.pop(); next !== undefined; next = ahead.pop()) {
    for (const one of direct.get(next) ?? []) {
      if (found.has(one)) continue;
      found.add(one);
      ahead.push(one);
    }
  }
  return found;
}
