// The step through kernel settings that no mask protects: https://man7.org/linux/man-pages/man5/core.5.html
import type { EdgeRule } from '../../model/graph.ts';
import { all, asRoot, granted, isTrue, sameUsers, sharesKernel } from '../conditions.ts';
import { unlessConfined } from '../host/confinement.ts';
import { composeExample, kubernetesExample } from '../example-text.ts';
import { placedSubjectsOf, toEdge, unsetting } from '../step.ts';

export const procUnmasked: EdgeRule = {
  id: 'proc-unmasked',
  title: 'Kernel settings below /proc can be written',
  why: 'One of them names the program that the kernel runs, as root of the host, when a process crashes. The AppArmor profile of the engine and SELinux forbid to write it, where the host enforces them.',
  refs: ['T1611', 'KubeHound CE_UMH_CORE_PATTERN'],
  examples: {
    bad: [
      composeExample({ security_opt: '["systempaths=unconfined"]' }),
      kubernetesExample({ context: { procMount: 'Unmasked' } }),
    ],
    good: [composeExample(), kubernetesExample({ context: { procMount: 'Default' } })],
  },
  *edges(world, facts) {
    for (const subject of placedSubjectsOf(world, facts)) {
      const { container, node, host, machine } = subject;
      if (isTrue(container, 'privileged') && container.declared.procUnmasked === undefined) continue;
      const when = all(
        granted(container, 'procUnmasked', (value) => value),
        asRoot(container),
        sameUsers(container, machine),
        sharesKernel(container),
        unlessConfined(container, machine),
      );
      if (when === undefined) continue;
      yield toEdge({
        rule: 'proc-unmasked',
        from: node,
        to: host,
        when,
        why: 'it may write kernel settings below /proc',
        yields: ['HOST_ROOT', 'NODE_REBOOT', 'INFO_KERNEL'],
        fixes: unsetting(subject, 'mask the kernel files again', 'procUnmasked'),
      });
    }
  },
};
