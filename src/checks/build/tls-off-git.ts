// Judges git settings that skip certificate checks.
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { onDebian } from './example-text.ts';
import { forbiddenArguments, forbiddenLines, forbiddenSettings } from './forbidden.ts';

export const tlsOffGit: Check<'build'> = {
  id: toRuleId('df-tls-off-git'),
  title: 'git does not check certificates',
  severity: 'high',
  layer: 'container',
  on: 'build',
  why: 'Anyone on the path can answer in place of the server, and what he sends is built into the image.',
  todo: 'Take the setting away; name a private authority with http.sslCAInfo',
  refs: ['CWE-295', 'CKV2_DOCKER_14'],
  since: '2026.11',
  examples: {
    bad: [
      onDebian('RUN git config --global http.sslVerify false'),
      onDebian('ENV GIT_SSL_NO_VERIFY=1'),
      onDebian('RUN GIT_SSL_NO_VERIFY=1 git fetch'),
      onDebian('COPY <<EOF /root/.gitconfig', '[http]', '  sslVerify = false', 'EOF'),
    ],
    good: [
      onDebian('RUN git config --global http.sslCAInfo /etc/ssl/private-ca.pem'),
      onDebian('COPY <<EOF /root/.gitconfig', '[http]', '  sslVerify = true', 'EOF'),
    ],
  },
  *run(build) {
    yield* forbiddenArguments(build, /^git$/u, (arg, { args }) => isOff(arg, args));
    yield* forbiddenSettings(
      build,
      (name, value) => name === 'GIT_SSL_NO_VERIFY' && !/^(?:|0|false|no|off)$/iu.test(value),
    );
    yield* forbiddenLines(build, /(?:^|\/)(?:\.gitconfig|gitconfig|\.?config\/git\/config)$/u, (line) =>
      /^sslVerify\s*=\s*(?:false|0|no|off)$/iu.test(line),
    );
  },
};

function isOff(arg: string, args: readonly string[]): boolean {
  if (/^http\.(?:\S+\.)?sslverify=(?:false|0|no|off)$/iu.test(arg)) return true;
  return /^http\.(?:\S+\.)?sslverify$/iu.test(arg) && /^(?:false|0|no|off)$/iu.test(args[args.indexOf(arg) + 1] ?? '');
}
