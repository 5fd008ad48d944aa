import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ModelEdit } from '../model/edit.ts';
import type { CutEdit } from '../model/graph.ts';
import type { OutputOptions, Report } from '../model/report.ts';
import type { Unknown } from '../model/unknown.ts';
import { printable, widthOf } from './printable.ts';
import { harbour, oneImage } from './report-cases.ts';
import {
  chain,
  finding,
  image,
  packageFact,
  plain,
  reach,
  report,
  vulnerability,
  workload,
  workloadId,
} from './report-sample.ts';
import { table } from './table.ts';
import { processorMs, startedNow } from '../../test/processor-time.ts';

function shown(of: Report, options: Partial<OutputOptions> = {}): string {
  return [...table.write(of, { ...plain, ...options })].join('');
}
const at = { path: 'examples/harbour/compose.yaml', line: 1 };

test('a project over the line', () => {
  assert.equal(
    shown(harbour(), { exitCode: 1 }),
    `examples/harbour · compose.yaml                          4 workloads, 2 packages

  edge      reaches the node           2 known exploited                ▲ over
 ─────────────────────────── load line: neighbours ────────────────────────────
  web       reaches its neighbours     1 critical, fixed in 4.17.21     ▼ within
  db        contained, possible: node  image not looked at              ▼ within
  worker    contained, possible: node  nothing found                    ▼ within

edge reaches the node because
  compose.yaml:14  it mounts the engine socket (/var/run/docker.sock) → the
                   engine starts a container that has the host in it

Smallest change that brings it within the line: 1 edit, 2 findings gone
  compose.yaml:14  remove the engine socket  node → neighbours
  --fix makes it, --diff shows it

Possible beyond that, not proven
  node  db, worker, if the kernel of the host has a flaw that the container can
        reach

Vulnerable packages in web/package-lock.json (2)
  traefik 3.1.2   2 known exploited  fixed in 3.1.3, 1 not  CVE-2024-1, CVE-202…
  lodash 4.17.20  1 critical         fixed in 4.17.21       CVE-2021-23337

service harbour/edge
  critical  mounts the engine socket (/var/run/docker.sock)
            compose.yaml:14  wl-docker-sock

Not known:
  no reader for Gemfile.lock yet

Ignore entry without effect: rule: wl-host-pid (expired on 2026-01-01)
Also 1 medium, 1 low: --all. 1 finding accepted.
Incomplete: no reader for Gemfile.lock yet
Fails: edge reaches the node; the load line is its neighbours        exit code 1
`,
  );
});
test('one image', () => {
  assert.equal(
    shown(oneImage()),
    `image.tar                                                 1 workload, 2 packages
  shop:1 linux/amd64, Debian GNU/Linux 12 (bookworm)

 ─────────────────────────── load line: neighbours ────────────────────────────
  shop:1    contained  2 critical                                       ▼ within

Vulnerable packages (2)
  openssl 3.0.11-1~deb12u2  1 critical of 3  fixed in 3.0.15-1~deb12u1, 3.0.13-…
  zlib1g 1:1.2.13.dfsg-1    1 critical       no fix

Passes: everything is within the load line.                          exit code 0
`,
  );
});
test('a clean target', () => {
  const clean = report({ workloads: [workload('web', at)], reach: [reach('web', 'contained')] });
  assert.equal(
    shown(clean),
    `examples/harbour · compose.yaml                                       1 workload

 ─────────────────────────── load line: neighbours ────────────────────────────
  web       contained  nothing found                                    ▼ within

No findings.
Passes: everything is within the load line.                          exit code 0
`,
  );
});
test('nothing but packages asked for', () => {
  assert.equal(
    shown(report({ ran: ['packages', 'vulns'], targets: [{ name: '/', kind: 'tree', prefix: '' }] })),
    `/

No findings.
Passes: nothing was found that fails it.                             exit code 0
`,
  );
});

test('without Unicode every sign is ASCII', () => assert.match(shown(harbour(), { unicode: false }), /^[\n -~]*$/u));
test('without colour no escape is written', () => assert.doesNotMatch(shown(harbour()), /\u001b/u));
test('colour changes no letter', () => {
  const coloured = shown(harbour(), { colour: true });
  assert.notEqual(coloured, shown(harbour()));
  // eslint-disable-next-line no-control-regex
  assert.equal(coloured.replaceAll(/\u001b\[\d+m/gu, '').replaceAll(/ +$/gmu, ''), shown(harbour()));
});
for (const width of [60, 80, 100, 120]) {
  for (const [name, of] of [
    ['a project', harbour()],
    ['an image', oneImage()],
  ] as const) {
    test(`no line of ${name} is wider than ${width} columns`, () => {
      for (const line of shown(of, { width, show: 'info' }).split('\n')) assert.ok(widthOf(line) <= width, line);
    });
  }
}
test('the same report gives the same bytes', () => assert.equal(shown(harbour()), shown(harbour())));

const evil = 'e\u001b[2J\u202ev\ri\nl\u0007';
test('nothing of a target reaches the terminal raw', () => {
  const place = { path: evil, line: 1 };
  const on = packageFact(evil, evil, `image:${evil}`, place);
  const own = workload(evil, place);
  const fix = { say: evil, edits: [] };
  const unknowns: Unknown[] = [{ code: 'bad-syntax', why: evil, at: place, affects: [], incomplete: true }];
  const all = report({
    targets: [{ name: evil, kind: 'folder', prefix: '' }],
    workloads: [own],
    reach: [
      reach(evil, 'cloud', {
        workload: own.id,
        chains: [chain('cloud', [[evil, place]]), chain('cloud', [[evil]], [{ name: evil, why: evil }])],
      }),
    ],
    packages: [on],
    findings: [
      finding({ what: evil, at: [place], subject: { kind: 'workload', id: own.id, name: evil } }),
      vulnerability(on, { id: evil, fixed: evil }, { workloads: [own.id] }),
    ],
    cut: { edits: [{ fix, at: place, effect: [] }], bound: 1, left: [own.id] },
    unknowns,
    idleIgnores: [{ entry: evil, why: evil }],
    verdict: {
      pass: false,
      complete: false,
      reasons: [
        { code: 'fail-on', why: evil },
        { code: 'incomplete', why: evil },
      ],
    },
  });
  const images = [{ ...image('a', evil), scope: `image:${evil}` }];
  for (const evilReport of [all, { ...all, images }, { ...all, images, targets: [...all.targets, ...all.targets] }]) {
    for (const line of shown(evilReport).split('\n')) {
      assert.equal(line, printable(line));
      assert.ok(!line.startsWith('l\\u0007'), 'a newline of the target broke a line');
    }
  }
});

const exploits: readonly (readonly [fact: string, change: (of: Report) => Report, words: string])[] = [
  [
    'an image that nobody opened',
    (of) => ({ ...of, workloads: [workload('web', at, { joint: { via: 'not looked at' } })] }),
    'image not looked at',
  ],
  ['vulnerabilities that were not asked for', (of) => ({ ...of, ran: ['config', 'reach'] }), 'not asked for'],
  ['no advisory data', (of) => ({ ...of, unknowns: [gap('feed-missing')] }), 'no advisory data'],
  ['the built-in set only', (of) => ({ ...of, unknowns: [gap('feed-built-in')] }), 'none known exploited'],
  [
    'an accepted finding',
    (of) => ({
      ...of,
      findings: [
        vulnerability(left, { id: 'CVE-1' }, { workloads: [workloadId('web')], suppressed: { by: 'x', reason: 'y' } }),
      ],
    }),
    'nothing found',
  ],
  [
    'two fixes of one severity',
    (of) => ({
      ...of,
      findings: ['1', '2'].map((fixed) =>
        vulnerability(left, { id: `CVE-${fixed}`, fixed }, { workloads: [workloadId('web')] }),
      ),
    }),
    '2 high ',
  ],
];
const left = packageFact('left-pad', '1.0.0', 'sources', at);
function gap(code: Unknown['code']): Unknown {
  return { code, why: 'x', affects: [], incomplete: false };
}
for (const [fact, change, words] of exploits) {
  test(`the workload's line tells of ${fact}`, () => {
    const of = change(report({ workloads: [workload('web', at)], reach: [reach('web', 'contained')] }));
    const line =
      shown(of)
        .split('\n')
        .find((one) => one.startsWith('  web')) ?? '';
    assert.ok(line.includes(`contained  ${words}`), line);
  });
}

test('workloads of one name are told apart', () => {
  const kinds = [{ type: 'Deployment', namespace: 'a' }, { type: 'Deployment', namespace: 'b' }, { type: 'service' }];
  const workloads = kinds.map((kind) => workload('web', at, kind));
  const text = shown(report({ workloads, reach: workloads.map(() => reach('web', 'contained')) }));
  for (const label of ['a/web (Deployment)', 'b/web (Deployment)', 'web (service)'])
    assert.ok(text.includes(label), text);
});
test('places on one line are one place', () => {
  const columns = [5, 51].map((column) => ({ ...at, column }));
  assert.match(shown(report({ findings: [finding({ at: columns })] })), /:1  wl-docker-sock/u);
  const text = shown(report({ findings: [finding({ at: [...columns, { ...at, line: 2 }, { ...at, line: 3 }] })] }));
  assert.match(text, /:1 and 2 more places {2}wl-docker-sock/u);
});
test('paths of several targets are shown whole', () => {
  const two = {
    ...harbour(),
    targets: [...harbour().targets, { name: 'other', kind: 'folder', prefix: 'other/' } as const],
  };
  assert.match(shown(two), /examples\/harbour\/compose\.yaml:14/u);
});
test('thousands of things are counted, not listed', () => {
  const many = Array.from({ length: 3000 }, (_, index) => index);
  const unknowns = many.map((index): Unknown => ({
    code: 'bad-syntax',
    why: `file ${index}`,
    affects: [],
    incomplete: true,
  }));
  const workloads = many.map((index) => workload(`w${index}`, at));
  const big = report({
    unknowns,
    workloads,
    reach: workloads.map(({ id }) => ({
      workload: id,
      level: 'node',
      possible: 'node',
      chains: [chain('node', [['x', at]])],
    })),
    findings: many.map((index) =>
      finding({ subject: { kind: 'file', id: workloadId(`f${index}`), name: `f${index}` } }),
    ),
    verdict: {
      pass: false,
      complete: true,
      reasons: workloads.map(({ name }) => ({ code: 'over-the-line', why: `${name} reaches the node` })),
    },
  });
  const started = startedNow();
  const lines = shown(big).split('\n');
  assert.ok(lines.length < 1200, `${lines.length} lines`);
  assert.ok(lines.some((line) => line.includes('and 2800 more findings')));
  assert.ok(lines.some((line) => line.includes('and 2997 more like these')));
  assert.ok(processorMs(started) < 3000);
});

test('what --fix cannot write is said to be made by hand', () => {
  const of = harbour();
  const [first] = of.cut.edits;
  assert.ok(first);
  const workloads = of.workloads.map((one) =>
    one.id === workloadId('edge')
      ? {
          ...one,
          containers: one.containers.map((box) => ({ ...box, raw: { ...box.raw, format: 'quadlet' as const } })),
        }
      : one,
  );
  const alone = shown({ ...of, workloads });
  assert.match(alone, /\n {2}to be made by hand: --fix does not write such files\n/u);
  assert.doesNotMatch(alone, /--diff/u);
  const piped = shown({ ...of, targets: [{ name: '-', kind: 'file', prefix: '' }] });
  assert.match(piped, /\n {2}to be made by hand: --fix does not write such files\n/u);
  const written: CutEdit = { ...first, fix: { say: 'close it', edits: [unsetPid] } };
  const mixed = shown({ ...of, workloads, cut: { ...of.cut, edits: [first, written] } });
  assert.match(mixed, /remove the engine socket \(by hand\) /u);
  assert.match(mixed, /\n {2}--fix makes 1 of them, --diff shows it\n/u);
});
const unsetPid: ModelEdit = {
  op: 'unset',
  target: { fact: workloadId('web') },
  field: 'pid',
  at: { path: 'examples/harbour/compose.yaml', line: 30 },
};
