// How tools write down in a comment that a rule does not count here, and what their ids are called in our rules.
// hadolint.github.io/hadolint, trivy.dev/docs/latest/configuration/filtering, checkov.io/2.Basics, docs.kics.io, docs.zizmor.sh/usage.

/** Of whom a waiver speaks: what follows it, the line it is on, or all of the file. */
export type Reach = 'next' | 'line' | 'file';
export interface WrittenWaiver {
  readonly tool: string;
  readonly rules: readonly string[];
  readonly reason?: string;
  readonly until?: string;
  readonly reach: Reach;
}

/** Each begins with what is in no other comment. */
const patterns: readonly (readonly [pattern: RegExp, read: (match: RegExpExecArray) => WrittenWaiver])[] = [
  [
    /^plimsoll:ignore(-file)?\s+([\w.,:-]{1,500})(?:\s+(.*))?$/u,
    ([, file, rules = '', rest = '']) => {
      const until = /\buntil[= ](\d{4}-\d{2}-\d{2})\b/u.exec(rest);
      const reason = rest.replace(until?.[0] ?? '', '').trim();
      return {
        tool: 'plimsoll',
        rules: rules.split(',').filter((rule) => rule !== ''),
        ...(reason !== '' && { reason }),
        ...(until?.[1] !== undefined && { until: until[1] }),
        reach: file === undefined ? 'next' : 'file',
      };
    },
  ],
  [
    /^hadolint\s+(global\s+)?ignore\s*=\s*([\w, ]{1,500})/u,
    ([, global, rules = '']) => ({
      tool: 'hadolint',
      rules: rules.split(/[, ]+/u).filter((rule) => /^[A-Z]{2}\d+$/u.test(rule)),
      reach: global === undefined ? 'next' : 'file',
    }),
  ],
  [
    /^trivy:ignore:([\w*-]{1,80})(?::exp:(\d{4}-\d{2}-\d{2}))?/u,
    ([, rule = '', until]) => ({
      tool: 'trivy',
      rules: [trivyId(rule)],
      ...(until !== undefined && { until }),
      reach: 'next',
    }),
  ],
  [
    /^(?:checkov|bridgecrew):skip=(CKV2?_\w{1,80})(?::(.*))?$/u,
    ([, rule = '', reason]) => ({
      tool: 'checkov',
      rules: [rule],
      ...(reason !== undefined && reason.trim() !== '' && { reason: reason.trim() }),
      // Checkov means the resource around the comment; a Dockerfile is one.
      reach: 'file',
    }),
  ],
  [/^kics-scan ignore-(?:line|block)\b/u, () => ({ tool: 'kics', rules: ['*'], reach: 'next' })],
  [/^kics-scan ignore$/u, () => ({ tool: 'kics', rules: ['*'], reach: 'file' })],
  [
    /^kics-scan disable\s*=\s*([\w, -]{1,2000})/u,
    ([, rules = '']) => ({
      tool: 'kics',
      rules: rules.split(/[, ]+/u).map((rule) => `kics:${rule.slice(0, 8).toLowerCase()}`),
      reach: 'file',
    }),
  ],
  [
    /^zizmor:\s*ignore\[([\w, -]{1,500})\]/u,
    ([, rules = '']) => ({
      tool: 'zizmor',
      rules: rules.split(/[, ]+/u).flatMap((rule) => (rule === '' ? [] : [`zizmor:${rule}`])),
      reach: 'line',
    }),
  ],
];
/** Bytes of which one is in every such comment, so that most files are not looked at. */
export const waiverMarks = [
  'plimsoll:ignore',
  'hadolint',
  'trivy:ignore',
  ':skip=CKV',
  'kics-scan',
  'zizmor:',
] as const;

/** `comment` without its `#` and the blanks around it. */
export function parseWaiver(comment: string): WrittenWaiver | undefined {
  for (const [pattern, read] of patterns) {
    const match = pattern.exec(comment);
    if (match !== null) return read(match);
  }
  return undefined;
}

/** `AVD-KSV-0017`, `KSV017` and `KSV-0017` are one rule. */
export function trivyId(written: string): string {
  const match = /^(?:AVD-)?([A-Z]+)-?(\d{3,5})$/u.exec(written.toUpperCase());
  return match === null ? written : `${match[1] ?? ''}-${(match[2] ?? '').padStart(4, '0')}`;
}
