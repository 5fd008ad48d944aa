// Judges credentials that the history of an image repeats.
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { findTokenKind, hasUrlPassword, looksSecret } from '../../model/secret-shape.ts';
import { configField } from './config-field.ts';
import { imageConfig } from './example-config.ts';

export const imgHistorySecret: Check<'image'> = {
  id: toRuleId('img-history-secret'),
  title: 'Credential in the history of the image',
  severity: 'critical',
  layer: 'container',
  on: 'image',
  why: 'Everyone who can pull the image reads the history, build arguments included, without running anything.',
  todo: 'Revoke it, and rebuild with --mount=type=secret in place of a build argument',
  refs: ['CISD 4.10', 'N190:4.1.4', 'T1552.001', 'CWE-532', 'CIS-DI-0010'],
  since: '2026.11',
  examples: {
    bad: [
      imageConfig({}, ['|1 NPM_TOKEN=9f8e7d6c5b4a /bin/sh -c npm ci']),
      imageConfig({}, ['ARG DB_PASSWORD=hunter2hunter2']),
    ],
    good: [imageConfig({}, ['|1 VERSION=1.2.3 /bin/sh -c make', 'ENV PATH=/usr/bin'])],
  },
  *run(image) {
    for (const { createdBy } of image.history) {
      const found = secretIn(createdBy);
      if (found === undefined) continue;
      const { name, kind } = found;
      yield {
        key: `${name} ${kind}`,
        what: `the history holds ${kind} (${name})`,
        fields: [{ ...configField(image, 'history', kind), secret: true }],
      };
    }
  },
};

const maxLength = 65_536;
/** Build arguments come first, as in `|2 A=1 B=2 /bin/sh -c …`; values with spaces are not told apart. */
const argumentPattern = /^\|\d{1,4} (.*)$/su;

/** ENV steps are left to the environment itself. */
function secretIn(createdBy: string): { readonly name: string; readonly kind: string } | undefined {
  const text = createdBy.slice(0, maxLength);
  const step = text.replace(/^\/bin\/sh -c #\(nop\) +/u, '');
  if (step.startsWith('ENV ')) return undefined;
  const given = step.startsWith('ARG ') ? step.slice(4) : (argumentPattern.exec(step.replace(/^RUN /u, ''))?.[1] ?? '');
  for (const word of given.split(' ')) {
    if (word === '/bin/sh') break;
    const equals = word.indexOf('=');
    const kind = equals < 1 ? undefined : looksSecret(word.slice(0, equals), word.slice(equals + 1));
    if (kind !== undefined) return { name: `build argument ${word.slice(0, equals)}`, kind };
  }
  const kind = findTokenKind(step);
  if (kind !== undefined) return { name: 'a step', kind };
  return step.split(/\s+/u).some(hasUrlPassword) ? { name: 'a step', kind: 'a password in an address' } : undefined;
}
