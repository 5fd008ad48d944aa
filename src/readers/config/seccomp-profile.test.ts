// What a seccomp profile lets through: one row, one fact.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { SystemCalls } from '../../model/workload.ts';
import { parseSeccompProfile } from './seccomp-profile.ts';

const allow = 'SCMP_ACT_ALLOW';
const deny = 'SCMP_ACT_ERRNO';
const rows: readonly (readonly [fact: string, profile: unknown, calls: SystemCalls | undefined])[] = [
  ['nothing but a default', { defaultAction: deny }, { allowed: [], denied: [], others: 'denied' }],
  [
    'names that are allowed',
    { defaultAction: deny, syscalls: [{ names: ['read', 'write'], action: allow }] },
    { allowed: ['read', 'write'], denied: [], others: 'denied' },
  ],
  [
    'the older spelling',
    { defaultAction: deny, syscalls: [{ name: 'mount', action: 'SCMP_ACT_LOG', args: [] }] },
    { allowed: ['mount'], denied: [], others: 'denied' },
  ],
  [
    'all but some',
    { defaultAction: allow, syscalls: [{ names: ['reboot'], action: 'SCMP_ACT_KILL_PROCESS' }] },
    { allowed: [], denied: ['reboot'], others: 'allowed' },
  ],
  [
    'what depends on capabilities or arguments, apart',
    {
      defaultAction: deny,
      syscalls: [
        { names: ['mount'], action: allow, includes: { caps: ['CAP_SYS_ADMIN'] } },
        { names: ['clone'], action: allow, args: [{ index: 0, value: 1, op: 'SCMP_CMP_MASKED_EQ' }] },
        { names: ['ptrace'], action: allow, includes: { minKernel: '4.8' } },
        { names: ['socket'], action: allow, excludes: { caps: ['CAP_SYS_ADMIN'] } },
      ],
    },
    { allowed: ['ptrace', 'socket'], denied: [], sometimes: ['mount', 'clone'], others: 'denied' },
  ],
  [
    'the first of two that disagree',
    {
      defaultAction: deny,
      syscalls: [
        { names: ['bpf'], action: deny },
        { names: ['bpf'], action: allow },
      ],
    },
    { allowed: [], denied: ['bpf'], others: 'denied' },
  ],
  [
    'odd types',
    { defaultAction: deny, syscalls: [null, 1, { names: [1, null], action: [] }, []] },
    { allowed: [], denied: [], others: 'denied' },
  ],
  ['another file', { services: {} }, undefined],
  ['a list', [], undefined],
];
for (const [fact, profile, calls] of rows)
  test(fact, () => assert.deepEqual(parseSeccompProfile(JSON.stringify(profile)), calls));
test('no JSON', () => assert.equal(parseSeccompProfile('{'), undefined));
test('more names than there are system calls', () => {
  const names = Array.from({ length: 100_000 }, (_, index) => `call${String(index)}`);
  const text = JSON.stringify({ defaultAction: deny, syscalls: [{ names, action: allow }] });
  assert.equal(parseSeccompProfile(text)?.allowed.length, 5000);
});
