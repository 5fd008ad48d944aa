// Judges the engine socket that the client hands over: https://docs.docker.com/reference/compose-file/services/#use_api_socket
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { accuseSetting, targetOf, unsetFix } from './container.ts';
import { inEveryFormat } from './every-format.ts';

export const useApiSocket: Check<'workload'> = {
  id: toRuleId('wl-use-api-socket'),
  title: "Is given the engine's socket and the client's registry credentials",
  severity: 'critical',
  layer: 'container',
  on: 'workload',
  why: 'Whoever controls the container starts a privileged one with the disk of the host in it, and pulls and pushes images as the person who started it.',
  todo: 'Remove the key; a program that must list containers gets a proxy that lets only those requests through.',
  refs: ['CISD 5.32', 'OWD:1', 'T1611', 'T1552.007'],
  since: '2026.11',
  get examples() {
    return { bad: inEveryFormat({ useApiSocket: true }), good: inEveryFormat() };
  },
  run: (workload) =>
    accuseSetting(workload, {
      name: 'useApiSocket',
      isBad: (value) => value,
      clause: () => 'is given the engine socket and registry credentials',
      fix: (field, _, container) =>
        unsetFix('keep the engine socket from it', { name: 'useApiSocket', field }, targetOf(workload, container)),
    }),
};
