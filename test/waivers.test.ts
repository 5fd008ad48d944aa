// Findings waived where the thing is declared, in our way and in other tools': one row, one way.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { scanTargets, writeFiles } from './scan-folder.ts';

const dockerfile = (...lines: readonly string[]): Readonly<Record<string, string>> => ({
  Dockerfile: ['FROM debian:12.7', ...lines, 'USER 65532:65532', ''].join('\n'),
});
const compose = (...lines: readonly string[]): Readonly<Record<string, string>> => ({
  'compose.yaml': ['services:', '  web:', '    image: web:1', ...lines, ''].join('\n'),
});
const pod = (annotation: string): Readonly<Record<string, string>> => ({
  'pod.yaml': `apiVersion: v1
kind: Pod
metadata:
  name: web
  annotations:
    ${annotation}
spec:
  containers:
    - name: web
      image: web:1
      securityContext: { privileged: true }
`,
});

interface Row {
  readonly files: Readonly<Record<string, string>>;
  readonly rule: string;
  /** Absent where it must not be waived. */
  readonly reason?: string;
  /** Of an entry without effect. */
  readonly idle?: string;
}
const rows: Readonly<Record<string, Row>> = {
  'a comment above': {
    files: compose('    # plimsoll:ignore wl-privileged it drives the disks', '    privileged: true'),
    rule: 'wl-privileged',
    reason: 'it drives the disks',
  },
  'a comment behind': {
    files: compose('    privileged: true # plimsoll:ignore wl-privileged it drives the disks'),
    rule: 'wl-privileged',
    reason: 'it drives the disks',
  },
  'one for the whole file': {
    files: compose('    privileged: true', '# plimsoll:ignore-file wl-privileged nobody runs it'),
    rule: 'wl-privileged',
    reason: 'nobody runs it',
  },
  'one by a peer’s id': {
    files: compose('    # plimsoll:ignore KSV-0017 it drives the disks', '    privileged: true'),
    rule: 'wl-privileged',
    reason: 'it drives the disks',
  },
  'one without a reason': {
    files: compose('    # plimsoll:ignore wl-privileged', '    privileged: true'),
    rule: 'wl-privileged',
    idle: 'gives no reason, and so waives nothing',
  },
  'one that has expired': {
    files: compose('    # plimsoll:ignore wl-privileged for now until=2026-01-31', '    privileged: true'),
    rule: 'wl-privileged',
    idle: 'expired on 2026-01-31',
  },
  'one of another block': {
    files: compose(
      '    # plimsoll:ignore wl-privileged it drives the disks',
      '    read_only: true',
      '    privileged: true',
    ),
    rule: 'wl-privileged',
    idle: 'nothing here fits it',
  },
  'one of a rule that nobody has': {
    files: compose('    # plimsoll:ignore wl-privilegd it drives the disks', '    privileged: true'),
    rule: 'wl-privileged',
    idle: 'no rule that ran has this name',
  },
  'a block that a comment stands above': {
    files: {
      'compose.yaml':
        'services:\n  # plimsoll:ignore wl-privileged a tool of ours\n  web:\n    image: web:1\n    privileged: true\n',
    },
    rule: 'wl-privileged',
    reason: 'a tool of ours',
  },
  hadolint: {
    files: dockerfile('# hadolint ignore=DL3004,DL3008', 'RUN sudo id'),
    rule: 'df-sudo',
    reason: 'waived for hadolint',
  },
  'hadolint, above another instruction': {
    files: dockerfile('# hadolint ignore=DL3004', 'WORKDIR /app', 'RUN sudo id'),
    rule: 'df-sudo',
    idle: 'nothing here fits it',
  },
  'hadolint, everywhere': {
    files: dockerfile('# hadolint global ignore=DL3004', 'RUN sudo id'),
    rule: 'df-sudo',
    reason: 'waived for hadolint',
  },
  'trivy, by an old id': {
    files: dockerfile('# trivy:ignore:AVD-DS-0010', 'RUN sudo id'),
    rule: 'df-sudo',
    reason: 'waived for trivy',
  },
  'trivy in a manifest, by a short id': {
    files: compose('    #trivy:ignore:KSV017', '    privileged: true'),
    rule: 'wl-privileged',
    reason: 'waived for trivy',
  },
  'checkov in a Dockerfile': {
    files: dockerfile('# checkov:skip=CKV2_DOCKER_1:we need it', 'RUN sudo id'),
    rule: 'df-sudo',
    reason: 'we need it',
  },
  'kics, by the beginning of its id': {
    files: dockerfile('# kics-scan disable=8ada6e80-0ade-439e-b176-0b28f6bce35a', 'RUN sudo id'),
    rule: 'df-sudo',
    reason: 'waived for kics',
  },
  'kics, a line': {
    files: dockerfile('# kics-scan ignore-line', 'RUN sudo id'),
    rule: 'df-sudo',
    reason: 'waived for kics',
  },
  'zizmor, at the end of a line': {
    files: {
      '.github/workflows/a.yaml':
        'on: push\njobs:\n  a:\n    steps:\n      - uses: a/b@v1 # zizmor: ignore[unpinned-uses] a mirror\n',
    },
    rule: 'ci-action-unpinned',
    reason: 'waived for zizmor',
  },
  'an annotation of ours': {
    files: pod('ignore.plimsoll/wl-privileged: it drives the disks'),
    rule: 'wl-privileged',
    reason: 'it drives the disks',
  },
  'kube-linter': {
    files: pod('ignore-check.kube-linter.io/privileged-container: it drives the disks'),
    rule: 'wl-privileged',
    reason: 'it drives the disks',
  },
  'kube-linter, all of it': {
    files: pod('kube-linter.io/ignore-all: legacy'),
    rule: 'wl-privileged',
    reason: 'legacy',
  },
  'checkov in an annotation': {
    files: pod('checkov.io/skip1: CKV_K8S_16=it drives the disks'),
    rule: 'wl-privileged',
    reason: 'it drives the disks',
  },
  polaris: {
    files: pod('polaris.fairwinds.com/runAsPrivileged-exempt: "true"'),
    rule: 'wl-privileged',
    reason: 'waived for polaris',
  },
  'polaris, not exempt': {
    files: pod('polaris.fairwinds.com/runAsPrivileged-exempt: "false"'),
    rule: 'wl-privileged',
  },
  'kube-score': {
    files: pod('kube-score/ignore: container-security-context-privileged'),
    rule: 'wl-privileged',
    reason: 'waived for kube-score',
  },
};
for (const [way, { files, rule, reason, idle }] of Object.entries(rows)) {
  test(way, async () => {
    const { report } = await scanTargets([writeFiles(files)]);
    const findings = report.findings.filter((finding) => finding.rule === rule);
    assert.ok(findings.length > 0, `${rule} is not found`);
    assert.deepEqual([...new Set(findings.map(({ suppressed }) => suppressed?.reason))], [reason]);
    assert.deepEqual([...new Set(report.idleIgnores.map(({ why }) => why))], idle === undefined ? [] : [idle]);
  });
}
