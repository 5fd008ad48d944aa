// Examples of the rules about pipelines: small files that no other rule minds.
import type { Example } from '../../model/check.ts';

export const commit = 'a81bbbf8298c0fa03ea29cdc473d45769f953675';

interface WorkflowText {
  /** What stands behind `on`. */
  readonly on?: string;
  /** Lines of the workflow itself. */
  readonly top?: string;
  /** Lines of its one job. */
  readonly job?: string;
  /** Each the text of one in braces, without them. */
  readonly steps?: readonly string[];
}
export function workflow({ on = 'push', top = '', job = '', steps = ['run: make'] }: WorkflowText): Example {
  const lines = [
    `on: ${on}`,
    ...linesOf(top, ''),
    'jobs:',
    '  build:',
    '    runs-on: ubuntu-24.04',
    ...linesOf(job, '    '),
    '    steps:',
    ...steps.map((step) => `      - {${step}}`),
  ];
  return { format: 'github-actions', text: `${lines.join('\n')}\n` };
}
function linesOf(text: string, indent: string): readonly string[] {
  return text === '' ? [] : text.split('\n').map((line) => `${indent}${line}`);
}
export function gitlab(text: string, also: readonly string[] = []): Example {
  return { format: 'gitlab-ci', text: `${text}\n`, ...(also.length > 0 && { also }) };
}

/** Found in a pipeline that names an image: its container is judged as any other one. */
export const whatItsContainersAre = `
  wl-cap-no-drop-all wl-memory-limit wl-no-new-privileges-off wl-pids-limit wl-readonly-rootfs-off
  wl-run-as-nonroot-unset wl-cpu-limit wl-image-no-digest
`
  .trim()
  .split(/\s+/);
