// Judges ports that the image's own user may not be allowed to open.
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { isKnown } from '../../model/field.ts';
import { isRootUser } from '../image-hazard.ts';
import { dockerfile, onDebian, pinnedDebian } from './example-text.ts';
import { exposedPorts } from './exposed-ports.ts';
import { shippedStages } from './final-stages.ts';
import { instructionField } from './invocation.ts';

const probed = 'HEALTHCHECK CMD ["check"]';

export const exposePrivilegedPort: Check<'build'> = {
  id: toRuleId('df-expose-privileged-port'),
  title: 'A port below 1024 for a user that is not root',
  severity: 'info',
  layer: 'container',
  on: 'build',
  why: 'Where the engine guards these ports the program cannot start, and the usual way out is to run it as root or with more capabilities.',
  todo: 'Listen on a port above 1023, and publish it under the number that is wanted',
  refs: ['CISD 5.8'],
  since: '2026.11',
  pack: 'reliability',
  examples: {
    bad: [onDebian(probed, 'EXPOSE 80')],
    good: [
      onDebian(probed, 'EXPOSE 8080'),
      { ...dockerfile(`FROM ${pinnedDebian}`, probed, 'EXPOSE 80', 'USER root'), also: ['df-user-root'] },
    ],
  },
  *run(build) {
    const user = build.stages.at(-1)?.user;
    // Windows guards no ports; its accounts are called so.
    if (!isKnown(user) || isRootUser(user.value) || user.value.startsWith('Container')) return;
    for (const { instruction, from, raw } of exposedPorts(shippedStages(build))) {
      // A rule of its own says that of SSH.
      if (from === 0 || from >= 1024 || from === 22) continue;
      yield {
        key: raw,
        what: `EXPOSE ${raw} with USER ${user.value}`,
        fields: [instructionField(instruction), { name: 'USER', field: user }],
      };
    }
  },
};
