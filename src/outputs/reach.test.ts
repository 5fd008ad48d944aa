// Answers about reach in every format: as its grammar and its schema say, whatever the names are, and short.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { Chain, NodeId } from '../model/graph.ts';
import type { ReachAnswer } from '../model/reach-question.ts';
import { reachOutputs } from './reach.ts';
import { layOut } from './reach-layout.ts';
import { toDrawing, type DrawnEdge, type DrawnNode } from './reach-drawing.ts';
import { hostileNames, plainReach, reachCase } from './reach-cases.ts';
import { reach, report, workload, workloadId } from './report-sample.ts';
import { widthOf } from './printable.ts';

const kinds = ['all', 'to', 'from', 'between', 'without'] as const;
function written(format: string, answer: ReachAnswer, more: Partial<typeof plainReach> = {}): string {
  const output = reachOutputs.get(format);
  assert.ok(output, format);
  assert.equal(output.id, format);
  return [...output.write(answer, { ...plainReach, ...more })].join('');
}
const answers = kinds.flatMap((kind) => [
  { fact: `"${kind}"`, answer: reachCase(kind) },
  { fact: `"${kind}" with hostile names`, answer: reachCase(kind, hostileNames) },
]);

const schema: unknown = JSON.parse(readFileSync(path.join(import.meta.dirname, '../../schema/reach-1.json'), 'utf8'));
if (typeof schema !== 'object' || schema === null) throw new Error('no schema');
const ajv = new Ajv2020({ allErrors: true });
const validate = ajv.compile(schema);
for (const { fact, answer } of answers) {
  test(`${fact} as JSON is as the schema says`, () => {
    const text = written('json', answer);
    assert.ok(validate(JSON.parse(text)), ajv.errorsText(validate.errors, { separator: '\n' }));
    assert.ok(text.endsWith('}\n'));
  });
  test(`${fact} fits a terminal of 80 columns, and nothing in it is obeyed by one`, () => {
    for (const all of [false, true]) {
      const text = written('table', answer, { all });
      for (const line of text.split('\n')) assert.ok(widthOf(line) <= 80, line);
      assert.doesNotMatch(text.replaceAll('\n', ''), /[\p{Cc}\p{Cf}]/u);
    }
  });
  test(`${fact} as Mermaid has no line but those of a flowchart`, () => {
    const lines = written('mermaid', answer).trimEnd().split('\n');
    for (const line of lines)
      assert.ok(
        mermaidLines.some((form) => form.test(line)),
        line,
      );
  });
  test(`${fact} as DOT has no line but those of a graph`, () => {
    const lines = written('dot', answer).trimEnd().split('\n');
    for (const line of lines)
      assert.ok(
        dotLines.some((form) => form.test(line)),
        line,
      );
  });
  test(`${fact} as SVG is well-formed, has only our elements, and nothing that runs or is fetched`, () => {
    const text = written('svg', answer);
    assert.deepEqual(malformed(text), []);
    const { height, width } = /width="(?<width>[\d.]+)" height="(?<height>[\d.]+)"/u.exec(text)?.groups ?? {};
    assert.ok(Number(width) > 0 && Number(height) > 0);
    assert.doesNotMatch(text.replace('http://www.w3.org/2000/svg', ''), /https?:|href|@import|javascript/u);
  });
}

const safe = String.raw`(?:[\p{L}\p{N} ./:,()-]|#\d+;|<br/>)*`;
const mermaidLines = [
  /^ {2}accTitle: [\p{L}\p{N} ./:,()_-]*$/u,
  /^flowchart LR$/u,
  new RegExp(
    String.raw`^ +n\d+(?:\["${safe}"\]|\("${safe}"\)|\(\["${safe}"\]\)):::(?:over|within|beyond|between)$`,
    'u',
  ),
  new RegExp(String.raw`^ {2}subgraph beyond\["${safe}"\]$`, 'u'),
  /^ {2}end$/u,
  new RegExp(String.raw`^ {2}n\d+ (?:-->|-\.->)\|"${safe}"\| n\d+$`, 'u'),
  new RegExp(String.raw`^ {2}more\["${safe}"\]:::more$`, 'u'),
  /^ {2}(?:classDef \w+|linkStyle [\d,]+) [\w:#,-]+$/u,
];
const dotText = String.raw`"(?:[^"\\&<>\p{Cc}]|\\["\\n]|&#\d+;)*"`;
const attribute = String.raw`(?:label|tooltip|color)=${dotText}|style=dashed|penwidth=2|shape=plaintext`;
const dotLines = [
  /^digraph reach \{$/u,
  new RegExp(String.raw`^ {2}graph \[rankdir=LR, fontname="Helvetica", labelloc=t, label=${dotText}\]$`, 'u'),
  /^ {2}(?:node|edge) \[[\w=, "]+\]$/u,
  new RegExp(String.raw`^ +(?:n\d+|more)(?: -> n\d+)? \[(?:${attribute})(?:, (?:${attribute}))*\]$`, 'u'),
  /^ {2}subgraph cluster_beyond \{$/u,
  new RegExp(String.raw`^ {4}label=${dotText}$`, 'u'),
  /^ {4}style=dashed$/u,
  /^ {0,2}\}$/u,
];
/** Tags that do not close, elements that are not ours, text that XML 1.0 does not allow. */
function malformed(text: string): readonly string[] {
  const wrong: string[] = [];
  const open: string[] = [];
  const ours = new Set(['svg', 'title', 'style', 'defs', 'marker', 'path', 'rect', 'text', 'tspan', 'g', 'line']);
  const tag = /<(?<end>\/?)(?<name>[a-z]+)(?: [a-zA-Z\d-]+="[^"<&]*")*(?<alone>\/?)>/gu;
  const rest = text.replaceAll(tag, (whole, end: string, name: string, alone: string) => {
    if (!ours.has(name)) wrong.push(whole);
    if (end === '/') {
      if (open.pop() !== name) wrong.push(whole);
    } else if (alone === '') open.push(name);
    return '';
  });
  if (open.length > 0) wrong.push(`left open: ${open.join()}`);
  // eslint-disable-next-line no-control-regex -- that is what is looked for
  return [...wrong, ...(rest.match(/[<>]|&(?!#\d+;)|[\u0000-\u0008\u000b-\u001f\ufffe\uffff]|\p{Surrogate}/gu) ?? [])];
}

test('what is drawn of the example', () => {
  const { nodes, edges, edits, leftOut } = toDrawing(reachCase('all'));
  assert.deepEqual(
    nodes.map(({ label, isOver, isBeyond }) => [label, isOver, isBeyond]),
    [
      ['edge', true, false],
      ['web', false, false],
      ['the engine', false, false],
      ['the host', false, true],
      ['volume uploads', false, false],
      ['the internet', false, false],
    ],
  );
  assert.deepEqual(
    edges.map(({ label, assumes, cutBy }) => [label, assumes.length, cutBy]),
    [
      ['compose.yaml:9', 1, undefined],
      ['compose.yaml:12', 0, '811ad2'],
      ['engine-socket', 0, undefined],
      ['compose.yaml:21', 0, undefined],
    ],
  );
  assert.deepEqual([edits.map(({ id }) => id), leftOut], [['811ad2'], '']);
});
test('nothing in the picture lies on anything else, and the line is where the levels change', () => {
  for (const { answer } of answers) {
    const { boxes, lineX, width, height } = layOut(toDrawing(answer));
    for (const [index, one] of boxes.entries()) {
      assert.ok(one.x >= 0 && one.y >= 0 && one.x + one.width <= width && one.y + one.height <= height);
      assert.equal(one.x > lineX, one.node.isBeyond);
      for (const other of boxes.slice(index + 1))
        assert.ok(
          one.x + one.width <= other.x ||
            other.x + other.width <= one.x ||
            one.y + one.height <= other.y ||
            other.y + other.height <= one.y,
          `${one.node.label} lies on ${other.node.label}`,
        );
    }
  }
});
test('what leads to each other at one level stands side by side, also in a circle', () => {
  const names = ['rights:a', 'rights:b', 'rights:c'] as const;
  const [a, b, c] = names;
  const node = (id: NodeId): DrawnNode => ({
    id,
    kind: 'rights',
    label: id,
    detail: '',
    isOver: false,
    isBeyond: false,
    level: 'contained',
  });
  const edge = (from: NodeId, to: NodeId): DrawnEdge => ({ from, to, label: 'r', whys: [], assumes: [] });
  const xs = (edges: readonly DrawnEdge[]): readonly number[] =>
    layOut({ title: '', loadLine: 'neighbours', nodes: names.map(node), edges, edits: [], leftOut: '' }).boxes.map(
      ({ x }) => x,
    );
  for (const more of [[], [edge(c, a)], [edge(a, a)], [edge(a, c)]]) {
    const [first = 0, second = 0, third = 0] = xs([edge(b, c), edge(a, b), ...more]);
    const inOrder = first < second && second < third;
    assert.ok(inOrder || (more[0]?.from === c && new Set([first, second, third]).size === 3), JSON.stringify(more));
  }
  assert.equal(new Set(xs([])).size, 1);
});

/** As many workloads of their own kind as one likes, all over the line. */
function crowd(count: number): ReachAnswer {
  const names = Array.from({ length: count }, (_, index) => `w${index}`);
  const host = 'host:docker/sources' as const;
  const nodes = names.map((name) => ({
    id: `container:${workloadId(name)}/main` as const,
    kind: 'container' as const,
    name,
    workload: workloadId(name),
  }));
  const steps = nodes.map(({ id }) => ({
    rule: 'privileged',
    why: 'it runs privileged',
    from: id,
    to: host,
    at: { path: 'a.yaml', line: 1 },
  }));
  const edges = steps.map((step) => ({
    ...step,
    allOf: [],
    also: [],
    blockedBy: [],
    assumes: [],
    yields: [],
    fixes: [],
  }));
  return {
    report: report({
      workloads: names.map((name) => workload(name, { path: 'a.yaml', line: 1 })),
      reach: names.map((name, index) =>
        reach(name, 'node', { chains: [{ to: 'node', steps: steps.slice(index, index + 1), assumes: [] }] }),
      ),
      graph: { nodes: [...nodes, { id: host, kind: 'host', name: 'the host' }], edges },
    }),
    entries: steps.map((step, index) => ({
      workload: workloadId(names[index] ?? ''),
      step,
      assumes: [],
      exploitable: false,
    })),
    cut: [],
    together: [],
    of: {
      kind: 'to',
      name: 'host',
      nodes: [{ id: host, kind: 'host', name: 'the host' }],
      ways: steps.map((step) => ({ from: step.from, to: host, steps: [step], assumes: [] })),
    },
    levels: new Map([[host, 'node']]),
  };
}
test('the worst chain stands first; a lesser one says what it reaches, and none is the beginning of another', () => {
  const start = reachCase('all');
  const [edge, ...others] = start.report.reach;
  const [worst] = edge?.chains ?? [];
  assert.ok(edge && worst);
  const chains: readonly Chain[] = [
    worst,
    { to: 'neighbours', steps: worst.steps.slice(0, 1), assumes: [] },
    { to: 'neighbours', steps: worst.steps.slice(1).map((step) => ({ ...step, why: 'it may write' })), assumes: [] },
  ];
  const shown = (list: readonly Chain[]): string =>
    written('table', { ...start, report: { ...start.report, reach: [{ ...edge, chains: list }, ...others] } });
  const text = shown(chains);
  assert.match(
    text,
    /reaches the node.*\n.*\n.*the host in it\n {4}also: neighbours, because\n.*it may write\n .*load line/u,
  );
  assert.equal(shown([...chains].toReversed()), text);
});
test('a narrow terminal is kept to, and the names of workloads stay whole', () => {
  for (const kind of kinds) {
    for (const width of [60, 70]) {
      const text = written('table', reachCase(kind), { width });
      for (const line of text.split('\n')) assert.ok(widthOf(line) <= width, line);
    }
  }
  const answer = reachCase('all');
  const [edge, ...more] = answer.report.workloads;
  assert.ok(edge);
  const long = {
    ...answer,
    report: { ...answer.report, workloads: [{ ...edge, name: 'ingress-controller' }, ...more] },
  };
  assert.match(written('table', long, { width: 60 }), /^ {2}ingress-controller +reaches the node +. over$/mu);
  const plain = written('table', answer, { width: 60 });
  assert.match(plain, /^ {2}web +reaches its neighbours +. within\n {4}possible: node\n/mu);
});
test('steps of the same words that follow each other are said once', () => {
  const answer = reachCase('all');
  const [edge, ...others] = answer.report.reach;
  const [worst] = edge?.chains ?? [];
  assert.ok(edge && worst);
  const steps = worst.steps.flatMap((step) => [step, { ...step, to: step.from }]);
  const shown = (list: typeof steps): string => {
    const reaches = [{ ...edge, chains: [{ ...worst, steps: list }] }, ...others];
    return written('table', { ...answer, report: { ...answer.report, reach: reaches } });
  };
  assert.equal(shown(steps), shown([...worst.steps]));
});
test('that --fix makes the edits is said where it can', () => {
  const answer = reachCase('all');
  const shown = (more: Partial<ReachAnswer['report']>): string =>
    written('table', { ...answer, report: { ...answer.report, ...more } });
  assert.match(shown({}), /once that is done; scan --fix does it\n/u);
  assert.match(shown({ targets: [{ name: '-', kind: 'file', prefix: '' }] }), /once that is done\n/u);
});
test('what is long is cut, and says so; --all is not', () => {
  const many = crowd(400);
  for (const asked of [many.of, { kind: 'all' } as const]) {
    const answer = { ...many, of: asked };
    const text = written('table', answer);
    assert.ok(text.split('\n').length < 120, text);
    assert.match(text, /and 380 more workloads.*: --all/u);
    const whole = written('table', answer, { all: true });
    assert.ok(whole.split('\n').length > 400);
    for (const format of ['mermaid', 'dot', 'svg']) assert.match(written(format, answer), /370 workloads not drawn/u);
    assert.equal(toDrawing(answer).nodes.length, 31);
  }
});
