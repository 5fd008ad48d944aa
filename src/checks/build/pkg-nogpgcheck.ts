// Judges yum and dnf installs of unsigned packages.
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { onDebian } from './example-text.ts';
import { forbiddenArguments, forbiddenLines } from './forbidden.ts';

export const pkgNogpgcheck: Check<'build'> = {
  id: toRuleId('df-pkg-nogpgcheck'),
  title: 'yum or dnf installs unsigned packages',
  severity: 'high',
  layer: 'container',
  on: 'build',
  why: 'Without signatures a package is whatever the mirror, or someone in between, sends; its scripts run as root in the build.',
  todo: 'Import the key of the repository and take --nogpgcheck away',
  refs: ['CISD 4.11', 'CWE-347', 'CKV2_DOCKER_9'],
  since: '2026.11',
  examples: {
    bad: [
      onDebian('RUN dnf install -y --nogpgcheck tool-1.2-3 && dnf clean all'),
      onDebian('COPY <<EOF /etc/yum.repos.d/tool.repo', '[tool]', 'baseurl=https://repo.example', 'gpgcheck=0', 'EOF'),
    ],
    good: [
      onDebian('RUN dnf install -y tool-1.2-3 && dnf clean all'),
      onDebian('COPY <<EOF /etc/yum.repos.d/tool.repo', '[tool]', 'gpgcheck=1', 'EOF'),
    ],
  },
  *run(build) {
    yield* forbiddenArguments(
      build,
      /^(?:yum|dnf|microdnf|tdnf)$/u,
      (arg) => arg === '--nogpgcheck' || /^(?:--setopt=)?(?:\S+\.)?gpgcheck=(?:0|false|no)$/iu.test(arg),
    );
    yield* forbiddenLines(build, /^(?!.*zypp).*(?:(?:yum|dnf)\.conf|\.repo)$/u, (line) =>
      /^(?:repo_)?gpgcheck\s*=\s*(?:0|false|no|off)$/iu.test(line),
    );
  },
};
