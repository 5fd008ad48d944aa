// Judges yum and dnf settings that skip certificate checks.
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { onDebian } from './example-text.ts';
import { forbiddenArguments, forbiddenLines } from './forbidden.ts';

const isOff = /(?:^|[^\w])sslverify\s?[=/ ]\s?(?:0|false|no)\b/iu;

export const tlsOffYum: Check<'build'> = {
  id: toRuleId('df-tls-off-yum'),
  title: 'yum or dnf does not check certificates',
  severity: 'high',
  layer: 'container',
  on: 'build',
  why: 'Anyone on the path can answer in place of the mirror, hold back updates, and send packages where signatures are not demanded.',
  todo: 'Take the setting away; name a private authority with sslcacert',
  refs: ['CWE-295', 'CKV2_DOCKER_15'],
  since: '2026.11',
  examples: {
    bad: [
      onDebian('RUN dnf --setopt=sslverify=false install -y tool-1.2.3 && dnf clean all'),
      onDebian('RUN echo "sslverify=0" >> /etc/yum.conf'),
      onDebian('COPY <<EOF /etc/yum.repos.d/tool.repo', '[tool]', 'baseurl=https://repo.example', 'sslverify=0', 'EOF'),
      onDebian('RUN cat <<EOF >> /etc/dnf/dnf.conf', 'sslverify = False', 'EOF'),
    ],
    good: [
      onDebian('RUN dnf --setopt=sslcacert=/etc/ssl/private-ca.pem install -y tool-1.2.3 && dnf clean all'),
      onDebian('COPY <<EOF /etc/yum.repos.d/tool.repo', '[tool]', 'sslverify=1', 'EOF'),
    ],
  },
  *run(build) {
    yield* forbiddenArguments(build, /^(?:yum|dnf|microdnf|tdnf|yum-config-manager|echo|printf|sed|crudini)$/u, (arg) =>
      isOff.test(arg),
    );
    yield* forbiddenLines(build, /yum|dnf|\.repo$/u, (line, { call }) => call === undefined && isOff.test(line));
  },
};
