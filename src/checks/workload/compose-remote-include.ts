// Judges parts of a Compose project that lie at an address: https://docs.docker.com/reference/compose-file/include/
import { toRuleId } from '../../model/brand.ts';
import type { Check, Example } from '../../model/check.ts';
import { isKnown } from '../../model/field.ts';
import { renderCompose } from './example-compose.ts';

const commit = '0123456789abcdef0123456789abcdef01234567';
const including = (name: string): Example => ({
  format: 'compose',
  text: `include: ["${name}"]\n${renderCompose({}) ?? ''}`,
});
const extending = (file: string): Example => ({
  format: 'compose',
  text: (renderCompose({}) ?? '').replace('  web:\n', `  web:\n    extends: {service: base, file: "${file}"}\n`),
});

export const composeRemoteInclude: Check<'object'> = {
  id: toRuleId('wl-compose-remote-include'),
  title: 'Part of the project is fetched by a name that can move',
  severity: 'high',
  layer: 'container',
  on: 'object',
  why: 'Whoever can push there decides what the next `up` starts on this machine: any image, privileged, with any folder of the host; and before Compose 2.40.2 an artefact could also write files outside of its folder (CVE-2025-62725).',
  todo: 'Name the whole hash of the commit behind a #, or the digest of the artefact, and keep Compose at 2.40.2 or later; or copy the file here.',
  refs: ['CWE-22', 'CWE-829', 'CVE-2025-62725'],
  since: '2026.11',
  get examples() {
    return {
      bad: [
        including('oci://registry.example/acme/base:1.4'),
        including('https://github.com/acme/base.git#main'),
        including('git@github.com:acme/base.git'),
        extending('https://github.com/acme/base.git'),
      ],
      good: [
        including(`https://github.com/acme/base.git#${commit}:deploy`),
        including(`oci://registry.example/acme/base@sha256:${'1'.repeat(64)}`),
      ],
    };
  },
  *run({ group, type, name, leaves }) {
    if (group !== 'compose' || type !== 'remote-file' || isFixed(name)) return;
    for (const { field } of leaves) {
      if (!isKnown(field)) continue;
      yield {
        key: name,
        what: `takes in ${name} as it is there at the time`,
        fields: [{ name: 'include', field }],
      };
    }
  },
};
function isFixed(name: string): boolean {
  if (name.startsWith('oci://')) return /@sha256:[0-9a-f]{64}$/.test(name);
  return /#(?:[0-9a-f]{40}|[0-9a-f]{64})(?::|$)/.test(name);
}
