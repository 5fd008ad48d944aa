// Judges a way out of user namespaces: https://docs.docker.com/engine/security/userns-remap/
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { isKnown } from '../../model/field.ts';
import { accuseSetting, setFix, targetOf } from './container.ts';
import type { JudgedContainer } from './container.ts';
import { inEveryFormat } from './every-format.ts';

export const hostUserns: Check<'workload'> = {
  id: toRuleId('wl-host-userns'),
  title: 'Keeps the user numbers of the host',
  severity: 'medium',
  layer: 'container',
  on: 'workload',
  why: 'Without a user namespace root inside is root outside: every mounted file, socket and flaw of the kernel weighs as much as it can.',
  todo: 'Leave it to the engine, which may map users to harmless ones; in Kubernetes set hostUsers to false.',
  refs: ['CISD 5.31', 'CISD 2.9', 'OWD:11', 'ks:HostUsers', 'kics:8af7162d'],
  since: '2026.11',
  get examples() {
    return {
      bad: inEveryFormat({ userNamespace: false }),
      good: [...inEveryFormat(), ...inEveryFormat({ userNamespace: true })],
    };
  },
  run: (workload) =>
    accuseSetting(workload, {
      name: 'userNamespace',
      isBad: (value, container) => !value && container.declared.userNamespace !== undefined,
      clause: () => 'asks for the user numbers of the host',
      fix: (field, _, container) =>
        sharesHost(container)
          ? undefined
          : setFix(
              'give it user numbers of its own',
              { name: 'userNamespace', value: true, field },
              targetOf(workload, container),
            ),
      shared: true,
    }),
};

/** Kubernetes refuses user namespaces beside other namespaces of the host. */
function sharesHost({ effective }: JudgedContainer): boolean {
  return [effective.network, effective.pid, effective.ipc].some((field) => isKnown(field) && field.value === 'host');
}
