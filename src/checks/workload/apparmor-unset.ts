// Judges an AppArmor profile that nobody names: https://kubernetes.io/docs/tutorials/security/apparmor/
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { accuseSetting } from './container.ts';
import { inEveryFormat } from './every-format.ts';

export const apparmorUnset: Check<'workload'> = {
  id: toRuleId('wl-apparmor-unset'),
  title: 'Names no AppArmor profile',
  severity: 'low',
  layer: 'container',
  on: 'workload',
  why: "Where the host has AppArmor the runtime's own profile holds without a word; named, it holds on every host, or the container does not start.",
  todo: "Name the runtime's default profile, or a narrower one.",
  refs: ['CISD 5.2', 'NSA:Pod', 'ks:ApparmorAny', 'pol:linuxHardening', 'kics:8b36775e'],
  since: '2026.11',
  pack: 'hygiene',
  get examples() {
    return { bad: inEveryFormat({ apparmor: undefined }), good: inEveryFormat({ apparmor: { type: 'runtime' } }) };
  },
  run: (workload) =>
    accuseSetting(workload, {
      name: 'apparmor',
      onlyLinux: true,
      isBad: (value, container) => value.type === 'runtime' && container.declared.apparmor === undefined,
      clause: () => 'leaves the AppArmor profile to the host',
    }),
};
