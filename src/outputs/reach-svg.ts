// The picture as SVG that stands alone: no script, nothing from elsewhere, light or dark as the reader has it.
// https://www.w3.org/TR/SVG11/
import type { ReachOutput } from '../model/reach-question.ts';
import { plural } from './counts.ts';
import { shortened, widthOf, wrapped } from './printable.ts';
import { toDrawing, type DrawnEdge, type DrawnNode, type Drawing } from './reach-drawing.ts';
import {
  labelWidth,
  layOut,
  letterWidth,
  mostLetters,
  smallLetterWidth,
  type Box,
  type Layout,
  type Route,
} from './reach-layout.ts';

export const svg: ReachOutput = {
  id: 'svg',
  help: 'a picture that stands alone',
  *write(answer) {
    const drawing = toDrawing(answer);
    const layout = layOut(drawing);
    const notes = notesOf(drawing);
    const width = Math.max(layout.width, 640);
    const top = 58;
    const letters = Math.floor((width - 48) / smallLetterWidth);
    const lines = notes.flatMap((note) => noteLines(note, letters));
    const height = top + layout.height + (lines.length + 1) * 19;
    yield `<svg xmlns="http://www.w3.org/2000/svg" width="${round(width)}" height="${round(height)}" viewBox="0 0 ${round(width)} ${round(height)}" role="img" aria-labelledby="title">\n`;
    yield `<title id="title">${escaped(drawing.title)}</title>\n${style}${markers}`;
    yield `<rect class="paper" width="100%" height="100%"/>\n`;
    yield `<text class="title" x="24" y="34">${escaped(shortened(drawing.title, Math.floor((width - 48) / 9.2), '…'))}</text>\n`;
    yield `<g transform="translate(0 ${top})">\n`;
    yield loadLine(drawing, layout);
    for (const route of layout.routes) yield path(route);
    for (const box of layout.boxes) yield node(box);
    for (const route of layout.routes) yield label(route, drawing);
    yield '</g>\n';
    for (const [index, note] of lines.entries()) yield noteText(note, top + layout.height + 14 + index * 19);
    yield '</svg>\n';
  },
};

const style = `<style>
:root{--paper:#ffffff;--ink:#1f2328;--soft:#59636e;--box:#f6f8fa;--rim:#8c959f;--bad:#cf222e;--badbox:#ffebe9;--good:#1a7f37;--goodbox:#eefbf1;--line:#0969da}
@media (prefers-color-scheme:dark){:root{--paper:#0d1117;--ink:#e6edf3;--soft:#9198a1;--box:#161b22;--rim:#6e7681;--bad:#ff7b72;--badbox:#3c1618;--good:#3fb950;--goodbox:#0f2a19;--line:#58a6ff}}
text{font-family:system-ui,-apple-system,"Segoe UI",Helvetica,Arial,sans-serif;font-size:13px;fill:var(--ink)}
.paper{fill:var(--paper)}.title{font-size:17px;font-weight:600}
.box{fill:var(--box);stroke:var(--rim);stroke-width:1.2}.over .box,.beyond .box{fill:var(--badbox);stroke:var(--bad);stroke-width:1.8}.within .box{fill:var(--goodbox);stroke:var(--good)}
.detail,.note,.label{font-size:12px;fill:var(--soft)}.over .detail{fill:var(--bad)}.within .detail{fill:var(--good)}
.label{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace;font-size:11px;text-anchor:middle}
.edge{fill:none;stroke:var(--soft);stroke-width:1.6}.maybe{stroke-dasharray:5 4}.cut{stroke:var(--good);stroke-width:2.2}
.frame{fill:var(--goodbox);stroke:var(--good);stroke-width:1.4}.label.cutlabel{fill:var(--good);font-weight:600}.cutnote,.cutnote .place{fill:var(--good)}
.place{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace;font-size:11px;fill:var(--ink)}
.line{stroke:var(--line);stroke-width:2.4;stroke-dasharray:10 5}.linetext{fill:var(--line);font-weight:600;text-anchor:middle;paint-order:stroke;stroke:var(--paper);stroke-width:6px}
.head{fill:var(--soft)}.cuthead{fill:var(--good)}
</style>
`;
const markers = `<defs>
<marker id="head" viewBox="0 0 8 8" refX="7.2" refY="4" markerWidth="8" markerHeight="8" markerUnits="userSpaceOnUse" orient="auto"><path class="head" d="M0 0L8 4L0 8z"/></marker>
<marker id="cuthead" viewBox="0 0 8 8" refX="7.2" refY="4" markerWidth="9" markerHeight="9" markerUnits="userSpaceOnUse" orient="auto"><path class="cuthead" d="M0 0L8 4L0 8z"/></marker>
</defs>
`;

function loadLine({ loadLine: level }: Drawing, { lineX, height }: Layout): string {
  const x = round(lineX);
  return `<line class="line" x1="${x}" y1="4" x2="${x}" y2="${round(height - 8)}"/>\n<text class="linetext" x="${x}" y="2">load line: ${level}</text>\n`;
}
function path({ edge, points }: Route): string {
  const [first, ...rest] = points.map(([x, y]) => `${round(x)} ${round(y)}`);
  const curves = [];
  for (let index = 0; index < rest.length; index += 3) curves.push(`C${rest.slice(index, index + 3).join(' ')}`);
  const kind = `edge${edge.assumes.length > 0 ? ' maybe' : ''}${edge.cutBy === undefined ? '' : ' cut'}`;
  const head = edge.cutBy === undefined ? 'head' : 'cuthead';
  return `<path class="${kind}" d="M${first ?? ''}${curves.join('')}" marker-end="url(#${head})"><title>${escaped(sayEdge(edge))}</title></path>\n`;
}
function sayEdge({ whys, assumes }: DrawnEdge): string {
  return `${whys.join('; ')}${assumes.length === 0 ? '' : `, if ${assumes.join(', and ')}`}`;
}
/** On the line; what an edit takes away stands in a frame. */
function label({ edge, label: [x, y] }: Route, { edits }: Drawing): string {
  const text = `${shortened(edge.label, mostLetters, '…')}${edge.assumes.length > 0 ? ' ?' : ''}`;
  const paper = labelWidth(edge) + 6;
  if (edge.cutBy === undefined)
    return `<rect class="paper" x="${round(x - paper / 2)}" y="${round(y - 8)}" width="${round(paper)}" height="16"/><text class="label" x="${round(x)}" y="${round(y + 4)}">${escaped(text)}</text>\n`;
  const number = edits.findIndex(({ id }) => id === edge.cutBy) + 1;
  const name = number === 0 ? edge.cutBy : `edit ${number}`;
  const width = labelWidth(edge) + 16;
  const frame = `<rect class="frame" x="${round(x - width / 2)}" y="${round(y - 10)}" width="${round(width)}" height="20" rx="10"/>`;
  return `${frame}<text class="label cutlabel" x="${round(x)}" y="${round(y + 4)}">${escaped(`${name} ${text}`)}</text>\n`;
}
function node({ node: of, x, y, width, height }: Box): string {
  const rounding = of.kind === 'internet' || of.kind === 'cloud' ? height / 2 : of.kind === 'container' ? 5 : 12;
  const middle = round(x + width / 2);
  const room = Math.floor((width - 12) / (letterWidth + 0.6));
  const name = `<text x="${middle}" y="${round(y + (of.detail === '' ? 26.5 : 19))}" text-anchor="middle">${escaped(shortened(of.label, room, '…'))}</text>`;
  const detail =
    of.detail === ''
      ? ''
      : `<text class="detail" x="${middle}" y="${round(y + 35)}" text-anchor="middle">${escaped(of.detail)}</text>`;
  return `<g class="${classOf(of)}"><title>${escaped(of.label)}</title><rect class="box" x="${round(x)}" y="${round(y)}" width="${round(width)}" height="${height}" rx="${rounding}"/>${name}${detail}</g>\n`;
}
function classOf({ kind, isOver, isBeyond }: DrawnNode): string {
  if (kind === 'container') return isOver ? 'over' : 'within';
  return isBeyond ? 'beyond' : 'between';
}

interface Note {
  /** Where it is written. */
  readonly place: string;
  readonly text: string;
  readonly kind: 'plain' | 'cutnote';
}
const mostNotes = 24;
/** What the lines say in full, then the edits. */
function notesOf({ nodes, edges, edits, leftOut }: Drawing): readonly Note[] {
  const labels = new Map(nodes.map(({ id, label: name }) => [id, name]));
  const told = edges.map((edge): Note => {
    const ends = `${labels.get(edge.from) ?? ''} → ${labels.get(edge.to) ?? ''}`;
    return { place: edge.label, text: `${ends}: ${sayEdge(edge)}`, kind: 'plain' };
  });
  const more = told.length - mostNotes;
  return [
    ...told.slice(0, mostNotes),
    ...(more > 0 ? [plainNote(`and ${plural(more, 'more step')}`)] : []),
    ...edits.map(({ id, place, say }, index): Note => ({
      place: `edit ${index + 1} ${place}`.trimEnd(),
      text: `${say} (${id})`,
      kind: 'cutnote',
    })),
    ...(leftOut === '' ? [] : [plainNote(leftOut)]),
  ];
}
function plainNote(text: string): Note {
  return { place: '', text, kind: 'plain' };
}
function noteLines({ place, text, kind }: Note, letters: number): readonly Note[] {
  const shown = shortened(place, 44, '…');
  const lines = wrapped(text, letters - widthOf(shown) - 2).slice(0, 3);
  return lines.map((line, index) => ({
    place: index === 0 ? shown : '',
    text: index === 0 ? line : `\u00a0\u00a0\u00a0\u00a0${line}`,
    kind,
  }));
}
function noteText({ place, text, kind }: Note, y: number): string {
  const start = place === '' ? '' : `<tspan class="place">${escaped(place)}</tspan><tspan dx="8">`;
  return `<text class="note ${kind}" x="24" y="${round(y)}">${start}${escaped(text)}${place === '' ? '' : '</tspan>'}</text>\n`;
}
function round(value: number): number {
  return Math.round(value * 10) / 10;
}
/** For text and attributes; two code points that are no characters are not even allowed as references. */
function escaped(text: string): string {
  return text
    .replaceAll(/[\u{fffe}\u{ffff}]/gu, '\u{fffd}')
    .replaceAll(/["&'<>]/gu, (character) => `&#${character.charCodeAt(0)};`);
}
