// Judges images that install or start an SSH server.
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { fixBy } from './edits.ts';
import { onAlpine, onDebian } from './example-text.ts';
import { shippedStages } from './final-stages.ts';
import { commandField, instructionField } from './invocation.ts';
import { dropPackages, installsOf, systemManagers } from './package-install.ts';

const servers = new Set(['openssh-server', 'dropbear', 'ssh', 'telnetd', 'inetutils-telnetd']);

export const sshd: Check<'build'> = {
  id: toRuleId('df-sshd'),
  title: 'Image carries a login service',
  severity: 'high',
  layer: 'container',
  on: 'build',
  why: 'A login service in a container is one more way in, with keys and passwords that nobody rotates, and it usually runs as root.',
  todo: 'Take it out; use exec of the engine or the cluster',
  refs: ['CISD 5.7', 'N190:4.1.2', 'CWE-1188', 'C-0042'],
  since: '2026.11',
  examples: {
    bad: [
      onDebian('RUN apt-get install -y --no-install-recommends openssh-server=1.2-3'),
      onDebian('CMD ["/usr/sbin/sshd", "-D"]'),
    ],
    good: [onAlpine('RUN apk add --no-cache openssh-client=1.2-r3')],
  },
  *run(build) {
    const stages = shippedStages(build);
    for (const install of installsOf(stages, ...systemManagers)) {
      const found = install.packages.find((name) => servers.has(name));
      if (found === undefined) continue;
      yield {
        key: found,
        what: `${found} is installed`,
        fields: [commandField(install)],
        ...fixBy(
          `leave out ${found}`,
          dropPackages(build, install, (name) => servers.has(name)),
        ),
      };
    }
    const start = stages.at(-1)?.instructions.findLast(({ keyword }) => keyword === 'CMD' || keyword === 'ENTRYPOINT');
    const program = start?.args[0]?.text;
    if (start !== undefined && program !== undefined && /(?:^|\/)(?:sshd|dropbear|telnetd)$/u.test(program)) {
      yield { key: 'start', what: `${program} is what the image runs`, fields: [instructionField(start)] };
    }
  },
};
