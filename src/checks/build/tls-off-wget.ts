// Judges wget calls that skip certificate checks.
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { onDebian } from './example-text.ts';
import { forbiddenArguments, forbiddenLines } from './forbidden.ts';

export const tlsOffWget: Check<'build'> = {
  id: toRuleId('df-tls-off-wget'),
  title: 'wget does not check certificates',
  severity: 'high',
  layer: 'container',
  on: 'build',
  why: 'Anyone on the path can answer in place of the server, and what he sends is built into the image.',
  todo: 'Take the option away; trust a private authority by its certificate instead',
  refs: ['CWE-295', 'CKV2_DOCKER_3'],
  since: '2026.11',
  examples: {
    bad: [
      onDebian('RUN wget --no-check-certificate https://downloads.example/tool'),
      onDebian('COPY <<EOF /etc/wgetrc', 'check_certificate = off', 'EOF'),
    ],
    good: [
      onDebian('RUN wget -q https://downloads.example/tool'),
      onDebian('COPY <<EOF /etc/wgetrc', 'check_certificate = on', 'EOF'),
    ],
  },
  *run(build) {
    yield* forbiddenArguments(build, /^wget$/u, (arg) => arg === '--no-check-certificate');
    yield* forbiddenLines(build, /(?:^|\/)\.?wgetrc$/u, (line) =>
      /^check[_-]?certificate\s*=?\s*(?:off|0|no)$/iu.test(line),
    );
  },
};
