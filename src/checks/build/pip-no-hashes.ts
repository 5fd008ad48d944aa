// Judges pip installs from a file of requirements that do not demand hashes.
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { withoutQuery } from './address.ts';
import { onDebian } from './example-text.ts';
import { contributingStages } from './final-stages.ts';
import { commandField, hasOption, invocationsOf, operandsOf } from './invocation.ts';
import { pipArguments, pipPrograms } from './pip-install.ts';

export const pipNoHashes: Check<'build'> = {
  id: toRuleId('df-pip-no-hashes'),
  title: 'pip does not demand the hashes of requirements',
  severity: 'low',
  layer: 'container',
  on: 'build',
  why: 'A version names no content: an index, or a mirror in between, can hand out another file for it, and its setup code runs in the build.',
  todo: 'Write the hashes into the file (pip-compile --generate-hashes) and demand them with --require-hashes',
  refs: ['CWE-494'],
  since: '2026.11',
  examples: {
    bad: [onDebian('RUN pip install --no-cache-dir -r requirements.txt')],
    good: [
      onDebian('RUN pip install --no-cache-dir --require-hashes -r requirements.txt'),
      onDebian('ENV PIP_REQUIRE_HASHES=1', 'RUN pip install --no-cache-dir -r requirements.txt'),
    ],
  },
  *run(build) {
    const stages = contributingStages(build);
    if (stages.some(({ instructions }) => instructions.some(({ text }) => text.includes('PIP_REQUIRE_HASHES')))) return;
    for (const invocation of invocationsOf(stages, pipPrograms)) {
      const args = pipArguments(invocation);
      if (args?.find((arg) => !arg.startsWith('-')) !== 'install') continue;
      if (!hasOption(invocation, '-r', '--requirement') || hasOption(invocation, '--require-hashes')) continue;
      // An index that is built here, or no index at all, is not one that others fill.
      if (hasOption(invocation, '--no-index')) continue;
      yield {
        key: operandsOf({ args }).map(withoutQuery).join(' '),
        what: `${invocation.program} installs requirements without demanding their hashes`,
        fields: [commandField(invocation)],
      };
    }
  },
};
