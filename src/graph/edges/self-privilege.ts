// The step from another user to root inside a container: https://docs.kernel.org/userspace-api/no_new_privs.html
import type { EdgeRule } from '../../model/graph.ts';
import { all, asRoot, isKnownNonRoot, refOf, unlessSeen } from '../conditions.ts';
import { composeExample, kubernetesExample } from '../example-text.ts';
import { effectNode } from '../nodes.ts';
import { setting, subjectsOf, toEdge } from '../step.ts';

export const selfPrivilege: EdgeRule = {
  id: 'self-privilege',
  title: 'Another user may become root in its container',
  why: 'A program of the image that is set to run as root, or that has capabilities of its own, hands them to whoever starts it. No-new-privileges forbids that for good. Root in a container is what most other steps ask for.',
  refs: ['T1548.001', 'CVE-2021-4034'],
  examples: {
    bad: [
      composeExample({ user: '"1000"', security_opt: '[]' }),
      kubernetesExample({ context: { runAsUser: '1000', allowPrivilegeEscalation: 'true' } }),
    ],
    good: [
      composeExample({ user: '"1000"' }),
      composeExample({ security_opt: '[]' }),
      kubernetesExample({ context: { runAsUser: '1000' } }),
    ],
  },
  *edges(world, facts) {
    for (const subject of subjectsOf(world, facts)) {
      const { container } = subject;
      if (!isKnownNonRoot(container)) continue;
      const { noNewPrivileges } = container.effective;
      const when = all(
        asRoot(container),
        unlessSeen('no-new-privileges', refOf(container, 'noNewPrivileges', noNewPrivileges)),
      );
      if (when === undefined) continue;
      yield toEdge({
        rule: 'self-privilege',
        from: subject.node,
        to: effectNode(subject.node, 'SELF_PRIVESC'),
        when,
        why: 'nothing keeps its user from becoming root in the container',
        yields: ['SELF_PRIVESC'],
        fixes: setting(subject, 'forbid new privileges', { name: 'noNewPrivileges', value: true }),
      });
    }
  },
};
