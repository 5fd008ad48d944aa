import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { load } from 'js-yaml';
import { adding, changing, removing, setting, unsetting } from './fix-sample.ts';
import { findChanges } from './line-diff.ts';
import type { PlacedEdit } from './placed-edit.ts';
import { writeFixes } from './write-fixes.ts';

/** Keys of a container with the edit that each calls for, and what lines go and come by it. */
interface Part {
  /** `>` stands for one step of indentation, `-` for a dash in the file's own habit. */
  readonly lines: readonly string[];
  readonly edit?: (text: string) => PlacedEdit;
  readonly gone?: readonly string[];
  readonly come?: readonly string[];
}
const pod = { pointer: ['spec', 'containers', 0] } as const;
const parts: readonly Part[] = [
  { lines: ['image: a:1 # pinned'] },
  { lines: ['', '# what it runs', 'command: ["sh", "-c", "privileged: true"]'] },
  {
    lines: ['securityContext:', '>runAsUser: 1000', '>privileged: true # sorry'],
    edit: (text) => setting(text, 'privileged', false, { ...pod, mark: 'privileged: true # sorry' }),
    gone: ['privileged: true # sorry'],
    come: ['privileged: false # sorry'],
  },
  {
    lines: ['ports:', '-containerPort: 80 # http', '  hostPort: 8080', '-{containerPort: 81, hostPort: 81}'],
    edit: (text) =>
      changing(
        text,
        { field: 'ports', value: { container: 80, host: 8080 }, to: { host: null } },
        'hostPort: 8080',
        pod,
      ),
    gone: ['hostPort: 8080'],
  },
  {
    lines: ['livenessProbe:', '>httpGet: {path: /, host: a.example, port: 80}', '>periodSeconds: 5'],
    edit: (text) =>
      changing(
        text,
        { field: 'handlers', value: { when: 'liveness', how: 'http' }, to: { host: null } },
        'host: a',
        pod,
      ),
    gone: ['httpGet: {path: /, host: a.example, port: 80}'],
    come: ['httpGet: {path: /, port: 80}'],
  },
  {
    lines: ['volumeMounts:', '-name: data', '  mountPath: /data', '-name: etc', '  mountPath: "/etc/x"'],
    edit: (text) =>
      changing(text, { field: 'mounts', value: { target: '/data' }, to: { readOnly: true } }, 'name: data', pod),
    come: ['readOnly: true'],
  },
  {
    lines: ['env:', '-{name: A, value: "1"}', '-name: TOKEN', '  value: x'],
    edit: (text) => removing(text, { field: 'env', value: { name: 'TOKEN' } }, 'name: TOKEN', pod),
    gone: ['- name: TOKEN', 'value: x'],
  },
  { lines: ['stdin: true'], edit: (text) => unsetting(text, 'stdin', 'stdin: true', pod), gone: ['stdin: true'] },
];
const plans = fc.record({
  parts: fc.shuffledSubarray([...parts], { minLength: 1 }),
  drops: fc.boolean(),
  step: fc.constantFrom(2, 4),
  dash: fc.constantFrom(0, 2),
  lineEnd: fc.constantFrom('\n', '\r\n'),
  isEnded: fc.boolean(),
});
function toText(
  plan: { readonly [K in 'step' | 'dash']: number } & { readonly parts: readonly Part[] },
): readonly string[] {
  const step = ' '.repeat(plan.step);
  const dash = ' '.repeat(plan.dash);
  const inner = `${step}${dash}  `;
  const body = plan.parts
    .flatMap(({ lines }) => lines)
    .map((line) => {
      if (line === '' || line.startsWith('#')) return line === '' ? '' : inner + line;
      if (line.startsWith('-')) return `${inner}${dash}- ${line.slice(1)}`;
      if (line.startsWith('  ')) return `${inner}${dash}${line}`;
      return inner + line.replace(/^>/u, step);
    });
  return ['# a pod', 'kind: Pod', 'spec:', `${step}containers:`, `${step}${dash}- name: web`, ...body, '# end'];
}
test('an edit of a pod changes its own lines, and a second run none', () => {
  fc.assert(
    fc.property(plans, (plan) => {
      const text = toText(plan).join(plan.lineEnd) + (plan.isEnded ? plan.lineEnd : '');
      const edits = plan.parts.flatMap(({ edit }) => (edit === undefined ? [] : [edit(text)]));
      const drop = plan.drops ? [adding('capDrop', 'ALL', pod)] : [];
      const written = writeFixes('kubernetes', text, [...edits, ...drop]);
      assert.deepEqual(written.refused, []);
      assert.equal(written.text.endsWith('\n'), plan.isEnded);
      assert.equal(/(?<!\r)\n/u.test(written.text), plan.lineEnd === '\n');
      const hasContext = plan.parts.some(({ lines }) => lines[0] === 'securityContext:');
      const come = plan.drops ? [...(hasContext ? [] : ['securityContext:']), 'capabilities:', 'drop:', '- ALL'] : [];
      const changes = findChanges(text.split(/\r?\n/u), written.text.split(/\r?\n/u));
      const pick = (lines: readonly string[], from: number, to: number): readonly string[] =>
        lines.slice(from, to).map((line) => line.trim());
      assert.deepEqual(
        changes.flatMap(({ aFrom, aTo }) => pick(text.split('\n'), aFrom, aTo)).sort(),
        plan.parts.flatMap(({ gone = [] }) => gone).sort(),
      );
      assert.deepEqual(
        changes.flatMap(({ bFrom, bTo }) => pick(written.text.split('\n'), bFrom, bTo)).sort(),
        [...plan.parts.flatMap((part) => part.come ?? []), ...come].sort(),
      );
      const placeless = [...edits, ...drop].map((edit) => ('at' in edit ? { ...edit, at: { path: 'f.yaml' } } : edit));
      assert.equal(writeFixes('kubernetes', written.text, placeless).text, written.text);
      assert.ok(load(written.text));
    }),
    { numRuns: 200 },
  );
});
