// Judges pip calls and settings that skip certificate checks.
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { onDebian } from './example-text.ts';
import { forbiddenArguments, forbiddenLines, forbiddenSettings } from './forbidden.ts';

export const tlsOffPip: Check<'build'> = {
  id: toRuleId('df-tls-off-pip'),
  title: 'pip does not check certificates',
  severity: 'high',
  layer: 'container',
  on: 'build',
  why: 'Anyone on the path can answer in place of the server, and what he sends is built into the image.',
  todo: 'Take the trusted host away; trust a private authority by its certificate instead',
  refs: ['CWE-295', 'CKV2_DOCKER_4', 'CKV2_DOCKER_16'],
  since: '2026.11',
  examples: {
    bad: [
      onDebian('RUN pip install --no-cache-dir --trusted-host pypi.example --require-hashes -r requirements.txt'),
      onDebian('ENV PIP_TRUSTED_HOST=pypi.example'),
      onDebian('COPY <<EOF /etc/pip.conf', '[global]', 'trusted-host = pypi.example', 'EOF'),
      onDebian('RUN echo "trusted-host = pypi.example" >> /root/.config/pip/pip.conf'),
    ],
    good: [
      onDebian(
        'ENV PIP_CERT=/etc/ssl/private-ca.pem',
        'RUN pip install --no-cache-dir --require-hashes -r requirements.txt',
      ),
      onDebian('COPY <<EOF /etc/pip.conf', '[global]', 'index-url = https://pypi.example/simple', 'EOF'),
    ],
  },
  *run(build) {
    yield* forbiddenArguments(build, /^(?:pip|python)[\d.]*$/u, (arg) => /^--trusted-host(?:=|$)/u.test(arg), {
      takesValue: (arg) => !arg.includes('='),
    });
    yield* forbiddenSettings(build, (name, value) => name === 'PIP_TRUSTED_HOST' && value !== '');
    yield* forbiddenLines(build, /(?:^|\/)pip\.(?:conf|ini)$|requirements[\w.-]*\.txt$/u, (line) =>
      /^(?:trusted-host\s*=|--trusted-host[\s=])\s*\S/u.test(line),
    );
  },
};
