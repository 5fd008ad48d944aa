// What there is to say of each kind of step beyond its own text: seen by drawing its bad examples.
import { consequences } from '../src/graph/consequences.ts';
import { edgeRules } from '../src/graph/edges/index.ts';
import type { EdgeWords } from '../src/graph/edge-words.ts';
import type { EdgeRule } from '../src/model/graph.ts';
import { scanExample } from '../test/scan-folder.ts';

/** The text of `data/edge-words.json`. */
export async function edgeWordsText(): Promise<string> {
  const lines: string[] = [];
  for (const rule of edgeRules) lines.push(`${JSON.stringify(rule.id)}: ${JSON.stringify(await wordsOf(rule))}`);
  return `{\n${lines.join(',\n')}\n}\n`;
}
async function wordsOf({ id, examples }: EdgeRule): Promise<EdgeWords> {
  const results = [];
  for (const example of examples.bad) results.push(await scanExample(example));
  const edges = results.flatMap((result) => result?.report.graph.edges ?? []).filter(({ rule }) => rule === id);
  const codes = inOrder(edges.flatMap(({ yields }) => yields));
  const unnamed = codes.filter((code) => !Object.hasOwn(consequences, code));
  if (unnamed.length > 0)
    throw new Error(`${id}: src/graph/consequences.ts does not say what ${unnamed.join(', ')} means`);
  const assumed = edges.flatMap(({ assumes }) => assumes).map(({ name, why }) => [name, why] as const);
  return {
    when: inOrder(edges.map(({ why }) => why)),
    fields: inOrder(edges.flatMap(({ allOf }) => allOf.map(({ name }) => name))),
    stoppedBy: inOrder(edges.flatMap(({ blockedBy }) => blockedBy)),
    assumes: Object.fromEntries(new Map(assumed)),
    yields: codes,
    fixes: inOrder(edges.flatMap(({ fixes }) => fixes.map(({ say }) => say))),
    drawn: examples.bad[0]?.text ?? '',
    notDrawn: examples.good[0]?.text ?? '',
  };
}
function inOrder(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)];
}
