// Judges zypper installs of unsigned packages.
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { onDebian } from './example-text.ts';
import { forbiddenArguments, forbiddenLines } from './forbidden.ts';

export const pkgZypperNogpg: Check<'build'> = {
  id: toRuleId('df-pkg-zypper-nogpg'),
  title: 'zypper installs unsigned packages',
  severity: 'high',
  layer: 'container',
  on: 'build',
  why: 'Without signatures a package is whatever the mirror, or someone in between, sends; its scripts run as root in the build.',
  todo: 'Import the key of the repository and take the option away',
  refs: ['CISD 4.11', 'CWE-347'],
  since: '2026.11',
  examples: {
    bad: [
      onDebian('RUN zypper --no-gpg-checks install -y tool=1.2-3 && zypper clean --all'),
      onDebian('COPY <<EOF /etc/zypp/repos.d/tool.repo', '[tool]', 'baseurl=https://repo.example', 'gpgcheck=0', 'EOF'),
    ],
    good: [
      onDebian('RUN zypper install -y tool=1.2-3 && zypper clean --all'),
      onDebian('COPY <<EOF /etc/zypp/repos.d/tool.repo', '[tool]', 'gpgcheck=1', 'EOF'),
    ],
  },
  *run(build) {
    yield* forbiddenArguments(
      build,
      /^zypper$/u,
      (arg) => arg === '--no-gpg-checks' || arg === '--gpg-auto-import-keys',
    );
    yield* forbiddenLines(build, /zypp/u, (line) =>
      /^(?:(?:repo_|pkg_)?gpgcheck\s*=\s*(?:0|false|no|off))$/iu.test(line),
    );
  },
};
