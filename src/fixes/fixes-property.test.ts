import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { load } from 'js-yaml';
import { parseYaml } from '../syntax/yaml.ts';
import { adding, changing, removing, setting, unsetting, withoutRight } from './fix-sample.ts';
import { findChanges } from './line-diff.ts';
import type { PlacedEdit } from './placed-edit.ts';
import { writeFixes } from './write-fixes.ts';

/** A service's keys with the edit that each calls for; the edit touches only the lines that hold `marks`. */
interface Part {
  readonly lines: readonly string[];
  readonly edit?: (text: string, pointer: readonly string[]) => PlacedEdit;
  readonly gone: readonly string[];
  readonly come: readonly string[];
}
const image: Part = { lines: ['image: a:1 # pinned'], gone: [], come: [] };
const parts: readonly Part[] = [
  image,
  { lines: ['', '# what it opens', 'expose:', '  - "80"', "  - '81'"], gone: [], come: [] },
  {
    lines: ['labels: {a: "1", b: [x, y]}', 'command: |', '  privileged: true', '  - SYS_ADMIN', ''],
    gone: [],
    come: [],
  },
  {
    lines: ['privileged: true # sorry'],
    edit: (text, pointer) => setting(text, 'privileged', false, { mark: 'privileged: true # sorry', pointer }),
    gone: ['privileged: true # sorry'],
    come: ['privileged: false # sorry'],
  },
  {
    lines: ['pid: "host"'],
    edit: (text, pointer) => unsetting(text, 'pid', 'pid: "host"', { pointer }),
    gone: ['pid: "host"'],
    come: [],
  },
  {
    lines: ['cap_add:', '  - CHOWN # keep', '  # drop it', '  - CAP_SYS_ADMIN # why', '  - KILL'],
    edit: (text, pointer) => removing(text, { field: 'capAdd', value: 'SYS_ADMIN' }, 'CAP_SYS_ADMIN', { pointer }),
    gone: ['- CAP_SYS_ADMIN # why'],
    come: [],
  },
  {
    lines: ['volumes: [ "d:/d", "/run/docker.sock:/s" ]'],
    edit: (text, pointer) =>
      removing(text, { field: 'mounts', value: { target: '/s' } }, '"/run/docker.sock', { pointer }),
    gone: ['volumes: [ "d:/d", "/run/docker.sock:/s" ]'],
    come: ['volumes: [ "d:/d" ]'],
  },
  {
    lines: [
      'ports:',
      '  # the site',
      "  - '8080:80' # http",
      '  - target: 443',
      '    published: "8443"',
      '  - 90:90/udp',
    ],
    edit: (text, pointer) => changing(text, { ...http, to: { hostIp: '127.0.0.1' } }, "'8080:80'", { pointer }),
    gone: ["- '8080:80' # http"],
    come: ["- '127.0.0.1:8080:80' # http"],
  },
  {
    lines: ['tmpfs: ["/run:exec,size=1m", "/tmp"]'],
    edit: (text, pointer) =>
      changing(text, { field: 'mounts', value: { target: '/run' }, to: { noexec: true } }, '"/run:exec', { pointer }),
    gone: ['tmpfs: ["/run:exec,size=1m", "/tmp"]'],
    come: ['tmpfs: ["/run:size=1m", "/tmp"]'],
  },
  {
    lines: [
      'post_start:',
      '  - command: [/bin/warm]',
      '    user: root # for now',
      '  - {command: /bin/other, user: root}',
    ],
    edit: (text, pointer) =>
      changing(text, { field: 'handlers', value: { command: ['/bin/warm'] }, to: { user: null } }, 'command: [/bin/w', {
        pointer,
      }),
    gone: ['user: root # for now'],
    come: [],
  },
  {
    lines: ['build:', '  context: .', '  privileged: true', '  args: {a: b}'],
    edit: (text, pointer) => withoutRight(text, 'privileged', { pointer }),
    gone: ['privileged: true'],
    come: [],
  },
];
const http = { field: 'ports', value: { container: 80, host: 8080, protocol: 'tcp' } } as const;
const additions: readonly Omit<Part, 'lines' | 'gone'>[] = [
  { edit: (text, pointer) => setting(text, 'readOnlyRootfs', true, { pointer }), come: ['read_only: true'] },
  { edit: (text, pointer) => setting(text, 'pidsLimit', 512, { pointer }), come: ['pids_limit: 512'] },
  { edit: (_, pointer) => adding('capDrop', 'ALL', { pointer }), come: ['cap_drop:', '- ALL'] },
];

const plans = fc.record({
  parts: fc.shuffledSubarray([...parts]).map((some) => (some.includes(image) ? some : some.concat(image))),
  additions: fc.subarray([...additions]),
  indent: fc.constantFrom(2, 3, 4, 8),
  lineEnd: fc.constantFrom('\n', '\r\n'),
  ended: fc.boolean(),
});
test('an edit changes its own lines, and a second run none', () => {
  fc.assert(
    fc.property(plans, (plan) => {
      const margin = ' '.repeat(plan.indent * 2);
      const body = plan.parts.flatMap((part) => part.lines.map((line) => (line === '' ? '' : margin + line)));
      const lines = ['# shop', 'services:', `${' '.repeat(plan.indent)}web: # front`, ...body, '# end', 'x-end: 1'];
      const text = lines.join(plan.lineEnd) + (plan.ended ? plan.lineEnd : '');
      const wishes = [...plan.parts, ...plan.additions];
      const edits = wishes.flatMap(({ edit }) => (edit === undefined ? [] : [edit(text, ['services', 'web'])]));
      const written = writeFixes('compose', text, edits);
      assert.deepEqual(written.refused, []);
      assert.equal(written.done.length, edits.length);
      const { gone, come } = differenceOf(text, written.text);
      assert.deepEqual(gone, plan.parts.flatMap((part) => part.gone).sort());
      assert.deepEqual(come, wishes.flatMap((part) => part.come).sort());
      assert.equal(written.text.endsWith('\n'), plan.ended);
      assert.deepEqual(writeFixes('compose', written.text, edits.map(withoutPlace)).text, written.text);
      assert.ok(load(written.text));
    }),
    { numRuns: 200 },
  );
});
/** The place is that of the first text; a second scan would find none. */
function withoutPlace(edit: PlacedEdit): PlacedEdit {
  if (!('at' in edit)) return edit;
  return { ...edit, at: { path: 'f.yaml' } };
}
function differenceOf(before: string, after: string): { readonly gone: string[]; readonly come: string[] } {
  const a = before.split(/\r?\n/);
  const b = after.split(/\r?\n/);
  const changes = findChanges(a, b);
  const pick = (lines: readonly string[], from: number, to: number): string[] =>
    lines.slice(from, to).map((line) => line.trim());
  return {
    gone: changes.flatMap(({ aFrom, aTo }) => pick(a, aFrom, aTo)).sort(),
    come: changes.flatMap(({ bFrom, bTo }) => pick(b, bFrom, bTo)).sort(),
  };
}

test('whatever the text, a writer neither throws nor hangs, and what it writes still parses', () => {
  const soup = fc.array(
    fc.constantFrom(
      'services:\n',
      '  web:\n',
      '    a: 1\n',
      '    cap_add: [SYS_ADMIN]\n',
      '    volumes: [/a:/a, b]\n',
      '    ports:\n    - 8080:80\n',
      '    build: {privileged: true}\n',
      '    - x\n',
      '{',
      '}',
      '&a ',
      '*a',
      '<<: *a\n',
      ' ',
      '#c\n',
      '"',
      ': ',
    ),
    { maxLength: 14 },
  );
  fc.assert(
    fc.property(soup, (words) => {
      const text = words.join('');
      const edits = [
        setting(text, 'readOnlyRootfs', true),
        removing('SYS_ADMIN', { field: 'capAdd', value: 'SYS_ADMIN' }, 'SYS'),
        adding('capDrop', 'ALL'),
        changing('SYS_ADMIN', { field: 'mounts', value: { target: '/a' }, to: { readOnly: true } }, 'SYS'),
        changing('SYS_ADMIN', { ...http, to: { hostIp: '127.0.0.1' } }, 'SYS'),
        withoutRight('build', 'privileged'),
      ];
      const written = writeFixes('compose', text, edits);
      assert.equal(written.done.length + written.refused.length, edits.length);
      if (written.text !== text) assert.deepEqual(parseYaml(written.text).problems, []);
    }),
    { numRuns: 300 },
  );
});
test('thousands of services take a few parses', () => {
  const names = Array.from({ length: 2000 }, (_, index) => `s${String(index)}`);
  const text = `services:\n${names.map((name) => `  ${name}:\n    image: a\n    privileged: true\n`).join('')}`;
  const edits = names.flatMap((name) => [
    setting('privileged', 'privileged', false, { pointer: ['services', name] }),
    setting('', 'readOnlyRootfs', true, { pointer: ['services', name] }),
    adding('capDrop', 'ALL', { pointer: ['services', name] }),
  ]);
  const written = writeFixes('compose', text, edits);
  assert.equal(written.done.length, edits.length);
});
