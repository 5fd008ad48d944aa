// All there is to say of one kind of step: what it takes, what stops it, what it gives, and what takes it away.
import { consequences } from '../graph/consequences.ts';
import type { EdgeWords } from '../graph/edge-words.ts';
import type { EdgeRule } from '../model/graph.ts';
import { wrapped } from '../outputs/printable.ts';
import { readData } from './places.ts';

const width = 78;
export function edgeText({ id, title, why, refs }: Omit<EdgeRule, 'edges' | 'examples'>): string {
  const words = readWords(id);
  const sections = [
    ...(words === undefined ? [] : sectionsOf(words)),
    ['References', wrapped(refs.join(', '), width)] as const,
    ...(words === undefined ? [] : examplesOf(words)),
  ];
  const text = sections
    .filter(([, lines]) => lines.length > 0)
    .map(([head, lines]) => `${wrapped(`${head}:`, width).join('\n')}\n${lines.join('\n')}\n`);
  return [`${id}: ${title}\n`, `${wrapped(why, width).join('\n')}\n`, ...text].join('\n');
}
function readWords(id: string): EdgeWords | undefined {
  const all = JSON.parse(readData('edge-words.json')) as Readonly<Record<string, EdgeWords>>;
  return Object.hasOwn(all, id) ? all[id] : undefined;
}
type Section = readonly [head: string, lines: readonly string[]];
function sectionsOf({ when, fields, stoppedBy, assumes, yields, fixes }: EdgeWords): readonly Section[] {
  return [
    ['The step is there because, for example', listed(when)],
    ['It is decided by', fields.length === 0 ? [] : listed([fields.join(', ')])],
    ['What stops it, where it is seen', listed(stoppedBy)],
    [
      'What has to hold and may not have been seen; then the step is possible, not proven',
      listed(Object.entries(assumes).map(([name, what]) => `${name}: ${what}`)),
    ],
    ['What it gives', listed(yields.map((code) => `${code}: ${consequences[code] ?? ''}`))],
    ['Edits that take it away', listed(fixes)],
  ];
}
function examplesOf({ drawn, notDrawn }: EdgeWords): readonly Section[] {
  const lines = (text: string): readonly string[] =>
    text
      .trimEnd()
      .split('\n')
      .map((line) => `    ${line}`);
  return [
    ['A file in which it is there', drawn === '' ? [] : lines(drawn)],
    ['A file in which it is not', notDrawn === '' ? [] : lines(notDrawn)],
  ];
}
function listed(texts: readonly string[]): readonly string[] {
  return texts.flatMap((text) =>
    wrapped(text, width - 4).map((line, index) => `${index === 0 ? '  - ' : '    '}${line}`),
  );
}
