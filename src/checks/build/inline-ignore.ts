// Judges comments that silence a linter and do not say why.
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import type { BuildComment } from '../../model/build-facts.ts';
import { declared } from '../../model/field.ts';
import { dockerfile, onDebian, pinnedDebian } from './example-text.ts';

const pragma =
  /^(?:hadolint\s+(?:global\s+)?ignore\s*=|checkov:skip=|kics-scan\s+(?:ignore|disable)|(?:trivy|tfsec):ignore:|check\s*=\s*skip=|nosemgrep\b|nosec\b)/iu;
/** What follows the ids: `CKV_DOCKER_2: why`, `DL3008 # why`, `AVD-DS-0001 exp:2027-01-01`. */
const reasoned = /^checkov:skip=\w+:\s*\S|[^\s#]\s+(?:#|--|—|exp:|because\b)\s*\S/iu;

export const inlineIgnore: Check<'build'> = {
  id: toRuleId('df-inline-ignore'),
  title: 'A linter is silenced without a reason',
  severity: 'info',
  layer: 'container',
  on: 'build',
  why: 'Nobody can tell later whether the exception still holds, and what slips in behind it is not told to anyone.',
  todo: 'Say why, and until when, in the line or in the one beside it',
  refs: ['DL1001'],
  since: '2026.11',
  pack: 'hygiene',
  examples: {
    bad: [
      onDebian('# hadolint ignore=DL3059', 'RUN ./configure'),
      dockerfile('# check=skip=all', '', `FROM ${pinnedDebian}`, 'USER 65532:65532'),
    ],
    good: [
      onDebian('# the archive has no versions, until 2027-03', '# hadolint ignore=DL3059', 'RUN ./configure'),
      onDebian('# checkov:skip=CKV_DOCKER_2: probed by the pod', 'RUN ./configure'),
    ],
  },
  *run(build) {
    const lines = new Map(build.comments.map((comment) => [comment.at.line ?? 0, comment]));
    for (const comment of build.comments) {
      const { text, at, isDirective } = comment;
      if (text.length > 1000 || !pragma.test(text) || /^check\s*=/iu.test(text) !== isDirective) continue;
      const line = at.line ?? 0;
      if (reasoned.test(text) || isReason(lines.get(line - 1)) || isReason(lines.get(line + 1))) continue;
      yield {
        key: text,
        what: `${text.slice(0, 80)} without a reason`,
        fields: [{ name: '#', field: declared(text.slice(0, 80), at) }],
      };
    }
  },
};
function isReason(comment: BuildComment | undefined): boolean {
  return comment !== undefined && comment.text !== '' && !comment.isDirective && !pragma.test(comment.text);
}
