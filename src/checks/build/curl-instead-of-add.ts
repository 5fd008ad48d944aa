// Judges RUNs that fetch and verify one file, which the builder does by itself.
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import type { Instruction } from '../../model/build-facts.ts';
import { withoutQuery } from './address.ts';
import { findDownload, isVerification, type Download } from './downloads.ts';
import { onDebian } from './example-text.ts';
import { contributingStages } from './final-stages.ts';
import { commandField, invocationsIn } from './invocation.ts';

const digest = `sha256:${'24b1f0c7d95e3a86'.repeat(4)}`;

export const curlInsteadOfAdd: Check<'build'> = {
  id: toRuleId('df-curl-instead-of-add'),
  title: 'RUN fetches and verifies what ADD could',
  severity: 'info',
  layer: 'container',
  on: 'build',
  why: 'Fetching in a RUN needs a download tool and a shell in the image, which whoever gets in finds there too; the builder fetches and verifies without either.',
  todo: 'Use ADD --checksum=sha256:…',
  refs: ['CISD 4.12'],
  since: '2026.11',
  pack: 'hygiene',
  examples: {
    bad: [
      onDebian(
        'RUN curl -fsSLo /opt/tool.bin https://downloads.example/tool \\',
        " && echo '24b1f0c7  /opt/tool.bin' | sha256sum -c - && chmod 755 /opt/tool.bin",
      ),
    ],
    good: [onDebian(`ADD --checksum=${digest} --chmod=755 https://downloads.example/tool /opt/tool.bin`)],
  },
  *run(build) {
    for (const instruction of contributingStages(build).flatMap(({ instructions }) => instructions)) {
      const download = onlyDownload(instruction);
      if (download === undefined) continue;
      const shown = withoutQuery(download.address);
      yield {
        key: shown,
        what: `a RUN only fetches and verifies ${shown}`,
        fields: [commandField(download.invocation)],
      };
    }
  },
};

/** Where the RUN does nothing that ADD with its options does not do. */
function onlyDownload(instruction: Instruction): Download | undefined {
  const invocations = invocationsIn(instruction);
  const downloads = invocations.flatMap((invocation) => findDownload(invocation) ?? []);
  const [download, second] = downloads;
  if (download?.file === undefined || second !== undefined || !invocations.some(isVerification)) return undefined;
  if (download.invocation.args.some((arg) => /^(?:-H|-d|-u|-X|--(?:header|data|user|request|post))/u.test(arg)))
    return undefined;
  const isPlain = invocations.every(
    (invocation) =>
      invocation === download.invocation || /^(?:sha256sum|echo|printf|chmod|set)$/u.test(invocation.program),
  );
  return isPlain ? download : undefined;
}
