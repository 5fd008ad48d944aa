// What the ignore file takes and refuses, what an entry marks, and when it does nothing.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toFactId, toFindingId, toRuleId } from '../model/brand.ts';
import { AppError } from '../model/errors.ts';
import type { Finding } from '../model/finding.ts';
import { applyIgnores, parseIgnores, type IgnoreList } from './ignores.ts';
import { processorMs, startedNow } from '../../test/processor-time.ts';

const web = toFactId('workload', 'test', 'web');
const today = '2026-11-24';
const parse = (content: unknown): IgnoreList =>
  parseIgnores({
    path: '.plimsoll-ignore.yaml',
    content,
    lineOf: (pointer) =>
      typeof pointer.at(-1) === 'number' ? 10 * (Number(pointer.at(-1)) + 1) : pointer.length * 100,
  });
function toFinding(more: Partial<Finding> = {}): Finding {
  return {
    id: toFindingId('0123456789abcdef'),
    rule: toRuleId('wl-privileged'),
    layer: 'container',
    severity: 'critical',
    subject: { kind: 'workload', id: web, name: 'service web' },
    workloads: [web],
    what: '',
    why: '',
    todo: '',
    at: [{ path: 'shop/compose.yaml', line: 3 }],
    evidence: [],
    ...more,
  };
}
const openssl = toFinding({
  rule: toRuleId('vulnerability'),
  advisory: { id: 'DEBIAN-CVE-2026-1', aliases: ['CVE-2026-1', 'GHSA-aaaa-bbbb-cccc'], kev: false },
});

const marks: Readonly<Record<string, readonly [Record<string, string>, Finding, boolean]>> = {
  'a rule by its name': [{ rule: 'wl-privileged' }, toFinding(), true],
  'a rule by a name of someone else': [{ rule: 'ksv-0017' }, toFinding(), true],
  'another rule': [{ rule: 'wl-host-pid' }, toFinding(), false],
  'an advisory by its id': [{ advisory: 'DEBIAN-CVE-2026-1' }, openssl, true],
  'an advisory by an alias, in any case': [{ advisory: 'ghsa-AAAA-bbbb-cccc' }, openssl, true],
  'an alias given as a rule': [{ rule: 'CVE-2026-1' }, openssl, true],
  'another advisory': [{ advisory: 'CVE-2026-2' }, openssl, false],
  'an advisory with another rule': [{ advisory: 'CVE-2026-1', rule: 'wl-privileged' }, openssl, false],
  'a path': [{ rule: 'wl-privileged', path: 'shop/compose.yaml' }, toFinding(), true],
  'a folder': [{ rule: 'wl-privileged', path: 'shop/' }, toFinding(), true],
  'a pattern': [{ rule: 'wl-privileged', path: '**/*.yaml' }, toFinding(), true],
  'a pattern that stops at the slash': [{ rule: 'wl-privileged', path: '*.yaml' }, toFinding(), false],
  'another path': [{ rule: 'wl-privileged', path: 'other/**' }, toFinding(), false],
  'a workload': [{ rule: 'wl-privileged', workload: 'web' }, toFinding(), true],
  'a pattern of workloads': [{ rule: 'wl-privileged', workload: 'w*' }, toFinding(), true],
  'another workload': [{ rule: 'wl-privileged', workload: 'db' }, toFinding(), false],
  'a workload that nobody knows': [{ rule: 'wl-privileged', workload: 'web' }, toFinding({ workloads: [] }), false],
  'up to and with today': [{ rule: 'wl-privileged', until: today }, toFinding(), true],
  'until yesterday': [{ rule: 'wl-privileged', until: '2026-11-23' }, toFinding(), false],
};
for (const [name, [entry, finding, marked]] of Object.entries(marks)) {
  test(`${marked ? 'marks' : 'leaves'}: ${name}`, () => {
    const list = parse([{ ...entry, reason: 'accepted' }]);
    const { findings, idle } = applyIgnores([finding], list, {
      today,
      nameOf: new Map([[web, 'web']]),
      aliasesOf: (rule) => (rule === 'wl-privileged' ? ['KSV-0017'] : []),
    });
    assert.equal(findings.length, 1);
    assert.deepEqual(
      findings[0]?.suppressed,
      marked
        ? { by: '.plimsoll-ignore.yaml:10', reason: 'accepted', ...(entry['until'] && { until: entry['until'] }) }
        : undefined,
    );
    assert.equal(idle.length, marked ? 0 : 1);
  });
}

const refused: Readonly<Record<string, readonly [unknown, RegExp]>> = {
  'no list': [{ rules: [] }, /expected a list/],
  'a text': ['wl-privileged', /expected a list/],
  'an entry that is a text': [['wl-privileged'], /:10: expected an entry/],
  'no reason': [[{ rule: 'a' }], /:10: an entry needs a "reason"/],
  'an empty reason': [[{ rule: 'a', reason: ' ' }], /"reason" has to be a text/],
  'neither rule nor advisory': [[{ reason: 'a', path: 'b' }], /needs "rule" or "advisory"/],
  'a key that is misspelt': [[{ rule: 'a', reason: 'b', untill: 'c' }], /:200: "untill" is not a key/],
  'a day that does not exist': [[{ rule: 'a', reason: 'b', until: '2026-02-30' }], /"until: 2026-02-30" is not a day/],
  'a day in words': [[{ rule: 'a', reason: 'b', until: 'soon' }], /is not a day/],
  'a number for a rule': [[{ rule: 1, reason: 'b' }], /"rule" has to be a text/],
  'a very long text': [[{ rule: 'a'.repeat(3000), reason: 'b' }], /longer than/],
  'a key of every object': [JSON.parse('[{"rule": "a", "reason": "b", "__proto__": {"until": "x"}}]'), /is not a key/],
};
for (const [name, [content, message]] of Object.entries(refused)) {
  test(`refuses: ${name}`, () => {
    assert.throws(
      () => parse(content),
      (error) => error instanceof AppError && error.code === 'ignore-file-invalid' && message.test(error.message),
    );
  });
}
test('an empty file, an empty list and a list under its own key are in order', () => {
  for (const content of [undefined, null, [], { ignore: [] }, { ignore: null }])
    assert.deepEqual(parse(content).entries, []);
  assert.equal(parse({ ignore: [{ rule: 'a', reason: 'b' }] }).entries.length, 1);
});
test('the first entry that has not expired gives the reason, and an expired one says whether it is missed', () => {
  const list = parse([
    { rule: 'wl-privileged', reason: 'old', until: '2026-01-01' },
    { rule: 'wl-privileged', reason: 'first' },
    { rule: 'wl-privileged', reason: 'second' },
    { rule: 'wl-host-pid', reason: 'nothing' },
  ]);
  const { findings, idle } = applyIgnores([toFinding()], list, { today, nameOf: new Map() });
  assert.equal(findings[0]?.suppressed?.reason, 'first');
  assert.deepEqual(idle, [
    { entry: '.plimsoll-ignore.yaml:10: wl-privileged', why: 'expired on 2026-01-01; what it was for is still there' },
    { entry: '.plimsoll-ignore.yaml:40: wl-host-pid', why: 'nothing here fits it' },
  ]);
});
test('a pattern made to be slow is not', () => {
  const list = parse([{ rule: 'wl-privileged', path: '*a'.repeat(900), reason: 'b' }]);
  const path = 'a'.repeat(3000);
  const started = startedNow();
  applyIgnores([toFinding({ at: [{ path }] })], list, { today, nameOf: new Map() });
  assert.ok(processorMs(started) < 3000);
});
