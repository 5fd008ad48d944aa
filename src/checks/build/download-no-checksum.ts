// Judges downloads that are unpacked, run or installed unverified.
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { hostOf, isLocalHost, withoutQuery } from './address.ts';
import { blindDownloads } from './downloads.ts';
import { onDebian } from './example-text.ts';
import { contributingStages } from './final-stages.ts';
import { commandField } from './invocation.ts';

export const downloadNoChecksum: Check<'build'> = {
  id: toRuleId('df-download-no-checksum'),
  title: 'A download is used without a checksum',
  severity: 'medium',
  layer: 'container',
  on: 'build',
  why: 'Whoever controls the server, or the account that publishes there, decides on the day of the build what runs in it and what is in the image.',
  todo: 'Compare a checksum that was reviewed, or a signature, before the file is used; or fetch it with ADD --checksum',
  refs: ['CISD 4.11', 'CISD 4.12', 'CWE-494'],
  since: '2026.11',
  examples: {
    bad: [
      onDebian('RUN wget -q https://downloads.example/tool.tgz && tar -xzf tool.tgz -C /opt'),
      onDebian('RUN curl -fsSLo /usr/local/bin/tool https://downloads.example/tool && chmod 755 /usr/local/bin/tool'),
      onDebian(
        'SHELL ["/bin/bash", "-o", "pipefail", "-c"]',
        'RUN curl -fsSL https://downloads.example/tool.tgz | tar -xz -C /opt',
      ),
    ],
    good: [
      onDebian(
        'RUN wget -q https://downloads.example/tool.tgz \\',
        ' && echo "$TOOL_SHA256  tool.tgz" | sha256sum -c - && tar -xzf tool.tgz -C /opt',
      ),
      onDebian('RUN curl -fsSLo /etc/tool.json https://downloads.example/tool.json'),
    ],
  },
  *run(build) {
    for (const stage of contributingStages(build)) {
      for (const { invocation, address, use } of blindDownloads(stage)) {
        if (isLocalHost(hostOf(address))) continue;
        const shown = withoutQuery(address);
        yield {
          key: shown,
          what: `${invocation.program} fetches ${shown}, and nothing verifies it`,
          fields: [...new Set([invocation, use])].map(commandField),
        };
      }
    }
  },
};
