// The picture as a graph for Graphviz: https://graphviz.org/doc/info/lang.html
import type { ReachOutput } from '../model/reach-question.ts';
import type { DrawnNode } from './reach-drawing.ts';
import { toDrawing } from './reach-drawing.ts';

export const dot: ReachOutput = {
  id: 'dot',
  help: 'a graph for Graphviz',
  *write(answer) {
    const drawing = toDrawing(answer);
    const names = new Map(drawing.nodes.map(({ id }, index) => [id, `n${index}`]));
    const nameOf = (id: DrawnNode['id']): string => names.get(id) ?? 'n';
    yield 'digraph reach {\n';
    yield `  graph [rankdir=LR, fontname="Helvetica", labelloc=t, label=${quoted([drawing.title])}]\n`;
    yield '  node [shape=box, style=rounded, fontname="Helvetica", fontsize=12]\n';
    yield '  edge [fontname="Helvetica", fontsize=10]\n';
    const line = (node: DrawnNode): string => `${nameOf(node.id)} [${attributes(node)}]\n`;
    for (const node of drawing.nodes.filter(({ isBeyond }) => !isBeyond)) yield `  ${line(node)}`;
    yield `  subgraph cluster_beyond {\n    label=${quoted([`over the load line: ${drawing.loadLine}`])}\n    style=dashed\n`;
    for (const node of drawing.nodes.filter(({ isBeyond }) => isBeyond)) yield `    ${line(node)}`;
    yield '  }\n';
    for (const { from, to, label, whys, assumes, cutBy } of drawing.edges) {
      const ifs = assumes.length === 0 ? [] : [`if ${assumes.join(', and ')}`];
      const cut = cutBy === undefined ? [] : [`cut ${cutBy}`];
      const style = [
        ...(ifs.length > 0 ? ['style=dashed'] : []),
        ...(cut.length > 0 ? ['color="#1a7f37", penwidth=2'] : []),
      ];
      const parts = [`label=${quoted([label, ...cut, ...ifs])}`, `tooltip=${quoted(whys)}`, ...style];
      yield `  ${nameOf(from)} -> ${nameOf(to)} [${parts.join(', ')}]\n`;
    }
    if (drawing.leftOut !== '') yield `  more [shape=plaintext, label=${quoted([drawing.leftOut])}]\n`;
    yield '}\n';
  },
};
function attributes({ kind, label, detail, isOver, isBeyond }: DrawnNode): string {
  const colour = isOver || isBeyond ? ', color="#cf222e"' : kind === 'container' ? ', color="#1a7f37"' : '';
  return `label=${quoted(detail === '' ? [label] : [label, detail])}${colour}`;
}
/** Labels read `\N` and entities such as `&amp;`, so both are taken for what they are. */
function quoted(lines: readonly string[]): string {
  const coded = lines.map((line) =>
    line.replaceAll(/[&<>]/gu, (character) => `&#${character.charCodeAt(0)};`).replaceAll(/["\\]/gu, String.raw`\$&`),
  );
  return `"${coded.join(String.raw`\n`)}"`;
}
