// Judges apt installs that bring recommended packages along.
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import type { Stage } from '../../model/build-facts.ts';
import { onDebian } from './example-text.ts';
import { shippedStages } from './final-stages.ts';
import { commandField, hasOption, replaceWord } from './invocation.ts';
import { installsOf } from './package-install.ts';
import { linesInto } from './written-lines.ts';

export const aptRecommends: Check<'build'> = {
  id: toRuleId('df-apt-recommends'),
  title: 'apt installs recommended packages too',
  severity: 'info',
  layer: 'container',
  on: 'build',
  why: 'Recommended packages are software that nobody asked for: more code with flaws, and more tools for whoever gets in.',
  todo: 'Add --no-install-recommends',
  refs: ['CISD 4.3', 'DL3015', 'DS-0029', 'kics:7384dfb2'],
  since: '2026.11',
  examples: {
    bad: [onDebian('RUN apt-get update && apt-get install -y tzdata=2024b-0+deb12u1 && rm -rf /var/lib/apt/lists/*')],
    good: [
      onDebian(
        'COPY <<EOF /etc/apt/apt.conf.d/99lean',
        'APT::Install-Recommends "false";',
        'EOF',
        'RUN apt-get update && apt-get install -y tzdata=2024b-0+deb12u1 && rm -rf /var/lib/apt/lists/*',
      ),
      onDebian(
        'RUN apt-get update && apt-get install -y --no-install-recommends tzdata=2024b-0+deb12u1 && rm -rf /var/lib/apt/lists/*',
      ),
    ],
  },
  *run(build) {
    const stages = shippedStages(build);
    if (isConfigured(stages)) return;
    for (const install of installsOf(stages, 'apt-get', 'apt', 'aptitude')) {
      if (hasOption(install, '--no-install-recommends', '--without-recommends', '-R')) continue;
      if (install.args.some((arg) => /install-recommends=(?:false|0|no)/iu.test(arg))) continue;
      const edits = replaceWord(build, install, 'install', 'install --no-install-recommends');
      yield {
        key: install.packages.join(' '),
        what: 'installs recommended packages as well',
        fields: [commandField(install)],
        ...(edits.length === 0 ? {} : { fix: { say: 'add --no-install-recommends', edits } }),
      };
    }
  },
};

/** A line in apt.conf does the same for all installs. */
function isConfigured(stages: readonly Stage[]): boolean {
  return stages.some(({ instructions }) =>
    instructions.some(
      (instruction) =>
        instruction.args.some(({ raw }) => setting.test(raw)) ||
        linesInto([instruction], /apt\.conf/u).some(({ line }) => setting.test(line)),
    ),
  );
}
const setting = /APT::Install-Recommends/iu;
