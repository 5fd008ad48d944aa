// The syntax trees of the checks, as the TypeScript compiler reads them.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Node, SourceFile } from 'typescript/unstable/ast';
import { API } from 'typescript/unstable/sync';

/** Whole trees in memory: the compiler's own are read from a buffer that closes with it. */
export function parseAll<T>(files: readonly string[], use: (sourceOf: (file: string) => SourceFile) => T): T {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'plimsoll-mutants-'));
  const config = path.join(folder, 'tsconfig.json');
  // Syntax alone is asked for: without imports and libraries it is read in a moment.
  const compilerOptions = { noResolve: true, noLib: true, types: [], noEmit: true, allowImportingTsExtensions: true };
  writeFileSync(config, JSON.stringify({ compilerOptions, files }));
  const api = new API({ cwd: folder });
  try {
    const project = api.updateSnapshot({ openProject: config }).getProject(config);
    return use((file) => {
      const source = project?.program.getSourceFile(file);
      if (source === undefined) throw new Error(`${file} cannot be parsed`);
      return source;
    });
  } finally {
    api.close();
    rmSync(folder, { recursive: true });
  }
}
export function childrenOf(node: Node): readonly Node[] {
  const children: Node[] = [];
  node.forEachChild((child) => {
    children.push(child);
  });
  return children;
}
/** The node and all in it, but for what is below a node that is left out. */
export function* walk(node: Node, isLeftOut: (node: Node) => boolean): Generator<Node> {
  if (isLeftOut(node)) return;
  yield node;
  for (const child of childrenOf(node)) yield* walk(child, isLeftOut);
}
