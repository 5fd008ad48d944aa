// Judges ADD of an address without a checksum.
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { withoutQuery } from './address.ts';
import { onDebian } from './example-text.ts';
import { contributingStages } from './final-stages.ts';
import { instructionField } from './invocation.ts';

const digest = `sha256:${'24b1f0c7d95e3a86'.repeat(4)}`;

export const addRemoteUrl: Check<'build'> = {
  id: toRuleId('df-add-remote-url'),
  title: 'ADD fetches from an address without a checksum',
  severity: 'medium',
  layer: 'container',
  on: 'build',
  why: 'Whatever the server, or someone in between, answers on the day of the build is in the image; nothing compares it with what was reviewed.',
  todo: 'Give ADD the expected content with --checksum=sha256:…',
  refs: ['CISD 4.9', 'CKV_DOCKER_4', 'CIS-DI-0009', 'kics:9513a694', 'kics:4b410d24'],
  since: '2026.11',
  examples: {
    bad: [onDebian('ADD https://downloads.example/tool /usr/local/bin/tool')],
    good: [onDebian(`ADD --checksum=${digest} https://downloads.example/tool /usr/local/bin/tool`)],
  },
  *run(build) {
    for (const instruction of contributingStages(build).flatMap(({ instructions }) => instructions)) {
      if (instruction.keyword !== 'ADD' || instruction.flags['checksum'] !== undefined) continue;
      for (const { text, raw } of instruction.args.slice(0, -1)) {
        const address = text ?? raw;
        if (!/^(?:https?|ftp):\/\//iu.test(address) || /\.git(?:#|$)/u.test(address)) continue;
        yield {
          key: withoutQuery(address),
          what: `ADD ${withoutQuery(address)} without a checksum`,
          fields: [instructionField(instruction)],
        };
      }
    }
  },
};
