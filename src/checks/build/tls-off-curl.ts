// Judges curl calls that skip certificate checks.
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { onDebian } from './example-text.ts';
import { forbiddenArguments, forbiddenLines } from './forbidden.ts';

export const tlsOffCurl: Check<'build'> = {
  id: toRuleId('df-tls-off-curl'),
  title: 'curl does not check certificates',
  severity: 'high',
  layer: 'container',
  on: 'build',
  why: 'Anyone on the path can answer in place of the server, and what he sends is built into the image.',
  todo: 'Take the option away; trust a private authority by its certificate instead',
  refs: ['N190:4.2.1', 'CWE-295', 'CKV2_DOCKER_2'],
  since: '2026.11',
  examples: {
    bad: [
      onDebian('RUN curl -k -o tool https://downloads.example/tool'),
      onDebian('RUN curl -fsSLko tool https://downloads.example/tool'),
      onDebian('COPY <<EOF /root/.curlrc', 'silent', 'insecure', 'EOF'),
      onDebian('RUN <<EOF', 'echo insecure > /root/.curlrc', 'EOF'),
    ],
    good: [
      onDebian('RUN curl -fsSLo key https://downloads.example/key'),
      onDebian('COPY <<EOF /root/.curlrc', 'silent', 'EOF'),
    ],
  },
  *run(build) {
    yield* forbiddenArguments(
      build,
      /^curl$/u,
      (arg) => arg === '--insecure' || arg === '--proxy-insecure' || cluster.test(arg),
      { without: (arg) => (cluster.test(arg) && arg.length > 2 ? arg.replace('k', '') : undefined) },
    );
    yield* forbiddenLines(build, /(?:^|\/)[._]?curlrc$/u, (line) => /^(?:-k|(?:--)?(?:proxy-)?insecure)$/u.test(line));
  },
};

/** Letters before it that take no value. */
const cluster = /^-[fsSLvgIijGNnqRZ#a]*k/u;
