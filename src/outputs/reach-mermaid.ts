// The picture as Mermaid, which GitHub and GitLab draw where it stands in Markdown: https://mermaid.js.org/syntax/flowchart.html
import type { DrawnNode } from './reach-drawing.ts';
import { toDrawing } from './reach-drawing.ts';
import type { ReachOutput } from '../model/reach-question.ts';

export const mermaid: ReachOutput = {
  id: 'mermaid',
  help: 'a picture for Markdown',
  *write(answer) {
    const drawing = toDrawing(answer);
    const names = new Map(drawing.nodes.map(({ id }, index) => [id, `n${index}`]));
    const nameOf = (id: DrawnNode['id']): string => names.get(id) ?? 'n';
    yield `flowchart LR\n  accTitle: ${plain(drawing.title)}\n`;
    const line = (node: DrawnNode): string => `${nameOf(node.id)}${shapeOf(node)}:::${classOf(node)}\n`;
    const beyond = drawing.nodes.filter(({ isBeyond }) => isBeyond);
    for (const node of drawing.nodes.filter(({ isBeyond }) => !isBeyond)) yield `  ${line(node)}`;
    if (beyond.length > 0) {
      yield `  subgraph beyond["over the load line: ${drawing.loadLine}"]\n`;
      for (const node of beyond) yield `    ${line(node)}`;
      yield '  end\n';
    }
    for (const { from, to, label, assumes, cutBy } of drawing.edges) {
      const cut = cutBy === undefined ? '' : `cut ${cutBy}: `;
      const said = quoted(`${cut}${label}${assumes.length > 0 ? `, if ${assumes.join(', and ')}` : ''}`);
      yield `  ${nameOf(from)} ${assumes.length > 0 ? '-.->' : '-->'}|"${said}"| ${nameOf(to)}\n`;
    }
    if (drawing.leftOut !== '') yield `  more["${quoted(drawing.leftOut)}"]:::more\n`;
    yield* styles(drawing.edges.flatMap(({ cutBy }, index) => (cutBy === undefined ? [] : [index])));
  },
};
function* styles(cuts: readonly number[]): Iterable<string> {
  yield '  classDef over stroke:#cf222e,stroke-width:2px\n';
  yield '  classDef within stroke:#1a7f37\n';
  yield '  classDef beyond stroke:#cf222e,stroke-width:2px,stroke-dasharray:0\n';
  yield '  classDef between stroke:#6e7781\n';
  yield '  classDef more stroke:none\n';
  if (cuts.length > 0) yield `  linkStyle ${cuts.join(',')} stroke:#1a7f37,stroke-width:3px\n`;
}
function classOf({ kind, isOver, isBeyond }: DrawnNode): string {
  if (kind === 'container') return isOver ? 'over' : 'within';
  return isBeyond ? 'beyond' : 'between';
}
function shapeOf({ kind, label, detail }: DrawnNode): string {
  const text = `"${quoted(label)}${detail === '' ? '' : `<br/>${quoted(detail)}`}"`;
  if (kind === 'container') return `[${text}]`;
  return kind === 'internet' || kind === 'cloud' ? `([${text}])` : `(${text})`;
}
/** Entity codes for whatever Mermaid, its Markdown or HTML could read as anything but text. */
function quoted(text: string): string {
  const coded = text.replaceAll(/[^\p{L}\p{N} ./:,()-]/gu, (character) => `#${character.codePointAt(0) ?? 0};`);
  // What begins like a list would be read as one.
  return coded.replace(/^(\d*)([-.:)])/u, (_whole, digits: string, mark: string) => `${digits}#${mark.charCodeAt(0)};`);
}
/** The title is no label: nothing in it is decoded. */
function plain(text: string): string {
  return text.replaceAll(/[^\p{L}\p{N} ./:,()-]/gu, '_');
}
