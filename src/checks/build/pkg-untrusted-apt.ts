// Judges apt installs of unsigned packages.
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { locationOf } from '../../model/field.ts';
import { fixBy, replaceOnce } from './edits.ts';
import { onDebian } from './example-text.ts';
import { contributingStages } from './final-stages.ts';
import { forbiddenArguments, forbiddenLines } from './forbidden.ts';
import { instructionField } from './invocation.ts';
import { linesInto } from './written-lines.ts';

export const pkgUntrustedApt: Check<'build'> = {
  id: toRuleId('df-pkg-untrusted-apt'),
  title: 'apt installs unsigned packages',
  severity: 'high',
  layer: 'container',
  on: 'build',
  why: 'Without signatures a package is whatever the mirror, or someone in between, sends; its scripts run as root in the build.',
  todo: 'Name the key of the source with signed-by, and take the exception away',
  refs: ['CISD 4.11', 'CWE-347', 'CKV2_DOCKER_8'],
  since: '2026.11',
  examples: {
    bad: [
      onDebian('RUN apt-get install -y --no-install-recommends --allow-unauthenticated tool=1.2-3'),
      onDebian('RUN echo "deb [trusted=yes] https://repo.example stable main" > /etc/apt/sources.list.d/x.list'),
      onDebian(
        'COPY <<EOF /etc/apt/sources.list.d/x.list',
        'deb [trusted=yes] https://repo.example stable main',
        'EOF',
      ),
      onDebian(
        'RUN cat <<EOF > /etc/apt/sources.list.d/x.sources',
        'Types: deb',
        'URIs: https://repo.example',
        'Suites: stable',
        'Components: main',
        'Trusted: yes',
        'EOF',
      ),
      onDebian('COPY <<EOF /etc/apt/apt.conf.d/99x', 'APT::Get::AllowUnauthenticated "true";', 'EOF'),
    ],
    good: [
      onDebian('RUN apt-get install -y --no-install-recommends tool=1.2-3'),
      onDebian(
        'COPY <<EOF /etc/apt/sources.list.d/x.list',
        'deb [signed-by=/etc/apt/keyrings/x.gpg] https://repo.example stable main',
        'EOF',
      ),
    ],
  },
  *run(build) {
    yield* forbiddenArguments(
      build,
      /^(?:apt-get|apt|aptitude)$/u,
      (arg) => /^--allow-(?:unauthenticated|insecure-repositories)$/u.test(arg) || switchPattern.test(arg),
    );
    yield* forbiddenLines(build, /(?:^|\/)apt\.conf/u, (line) => settingPattern.test(line));
    yield* forbiddenLines(build, /\.sources$/u, (line) => /^trusted:\s*(?:yes|true|1)$/iu.test(line));
    for (const instruction of contributingStages(build).flatMap(({ instructions }) => instructions)) {
      for (const { line, call, field } of linesInto([instruction], /\.list$/u)) {
        if (instruction.text.includes(line) || !trustedPattern.test(line)) continue;
        const at = call?.command.at ?? locationOf(field.field) ?? instruction.at;
        yield {
          key: 'trusted=yes',
          what: 'a package source is marked trusted=yes',
          fields: [field],
          ...fixBy('let its signature be checked', [
            { op: 'replace-text', target: { fact: build.id }, from: '[trusted=yes] ', to: '', at },
          ]),
        };
      }
      if (instruction.keyword !== 'RUN' || !instruction.args.some(({ raw }) => trustedPattern.test(raw))) continue;
      yield {
        key: 'trusted=yes',
        what: 'a package source is marked trusted=yes',
        fields: [instructionField(instruction)],
        ...fixBy('let its signature be checked', replaceOnce(build, instruction, '[trusted=yes] ', '')),
      };
    }
  },
};

const switchPattern = /^(?:Acquire::AllowInsecureRepositories|APT::Get::AllowUnauthenticated)=(?:true|1|yes)$/iu;
const settingPattern =
  /^(?:Acquire::AllowInsecureRepositories|APT::Get::AllowUnauthenticated)\s+"?(?:true|1|yes)"?;$/iu;
const trustedPattern = /\bdeb(?:-src)? +\[[^\]]{0,200}\btrusted=yes\b/u;
