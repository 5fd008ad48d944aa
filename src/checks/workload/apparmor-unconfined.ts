// Judges AppArmor that was switched off: https://docs.docker.com/engine/security/apparmor/
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { accuseSetting, targetOf, unsetFix } from './container.ts';
import { inEveryFormat } from './every-format.ts';

export const apparmorUnconfined: Check<'workload'> = {
  id: toRuleId('wl-apparmor-unconfined'),
  title: 'AppArmor is switched off',
  severity: 'high',
  layer: 'container',
  on: 'workload',
  why: 'The profile is what keeps container root from mounting filesystems, writing below /proc and /sys, and tracing foreign processes.',
  todo: 'Remove the option, or load a profile of your own that allows what is missing.',
  refs: [
    'CISD 5.2',
    'PSS-B:appArmorProfile',
    'NSA:Pod',
    'OWD:6',
    'KSV-0002',
    'C-0055',
    'ks:ApparmorUnconfined',
    'kyv:restrict-apparmor-profiles',
    'gk:apparmor',
  ],
  since: '2026.11',
  get examples() {
    return {
      bad: inEveryFormat({ apparmor: { type: 'unconfined' } }),
      good: [...inEveryFormat(), ...inEveryFormat({ apparmor: { type: 'runtime' } })],
    };
  },
  run: (workload) =>
    accuseSetting(workload, {
      name: 'apparmor',
      isBad: (value, container) => value.type === 'unconfined' && container.declared.apparmor !== undefined,
      clause: () => 'runs without an AppArmor profile',
      fix: (field, workload, container) =>
        unsetFix('remove the AppArmor exemption', { name: 'apparmor', field }, targetOf(workload, container)),
    }),
};
