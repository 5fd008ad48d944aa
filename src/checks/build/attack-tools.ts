// Judges images that install what an intruder would have to bring along.
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { fixBy } from './edits.ts';
import { onAlpine } from './example-text.ts';
import { shippedStages } from './final-stages.ts';
import { commandField, invocationsIn } from './invocation.ts';
import { dropPackages, installsOf, systemManagers } from './package-install.ts';

const tools = new Set(
  `
  nmap nmap-ncat ncat netcat netcat-openbsd netcat-traditional nc socat tcpdump wireshark tshark strace ltrace gdb
  hydra john hashcat masscan ettercap-text-only dsniff arpwatch proxychains proxychains4 nikto sqlmap aircrack-ng
  docker docker.io docker-ce docker-ce-cli docker-cli kubectl
`
    .trim()
    .split(/\s+/u),
);
const removal = new Set(['remove', 'purge', 'del', 'erase', 'autoremove']);

export const attackTools: Check<'build'> = {
  id: toRuleId('df-attack-tools'),
  title: 'Image carries tools of an intruder',
  severity: 'medium',
  layer: 'container',
  on: 'build',
  why: 'Scanners, tunnels, debuggers and clients of the engine save an intruder the work of bringing them in, and the noise of doing so.',
  todo: 'Leave them out; attach a debug container when they are needed',
  refs: ['CISD 4.3', 'N190:4.1.2', 'T1046'],
  since: '2026.11',
  examples: {
    bad: [
      onAlpine('RUN apk add --no-cache nmap=1.2-r3'),
      onAlpine('RUN apk add --no-cache ca-certificates=1.2-r3 nmap=1.2-r3'),
    ],
    good: [
      onAlpine('RUN apk add --no-cache ca-certificates=1.2-r3'),
      onAlpine('RUN apk add --no-cache gdb=1.2-r3 && ./test && apk del gdb'),
    ],
  },
  *run(build) {
    for (const install of installsOf(shippedStages(build), ...systemManagers)) {
      const found = install.packages.filter((name) => tools.has(name));
      if (found.length === 0) continue;
      const isRemoved = invocationsIn(install.instruction).some(({ args }) => args.some((arg) => removal.has(arg)));
      if (isRemoved) continue;
      yield {
        key: found.join(' '),
        what: `installs ${found.join(', ')}`,
        fields: [commandField(install)],
        ...fixBy(
          `leave out ${found.join(', ')}`,
          dropPackages(build, install, (name) => tools.has(name)),
        ),
      };
    }
  },
};
