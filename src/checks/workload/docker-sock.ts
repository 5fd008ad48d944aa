// Judges the socket of the Docker engine: https://docs.docker.com/engine/security/protect-access/
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { isKnown, locationOf } from '../../model/field.ts';
import { inEveryFormat, inFormats } from './every-format.ts';
import { bind } from './example-says.ts';
import type { HostMount } from './host-path.ts';
import { kindOf } from './mount-kind.ts';
import { accuseMounts } from './mount-rule.ts';

export const dockerSock: Check<'workload'> = {
  id: toRuleId('wl-docker-sock'),
  title: 'Engine socket is mounted',
  severity: 'critical',
  layer: 'container',
  on: 'workload',
  why: 'Whoever can talk to the engine starts a privileged container with the disk of the host in it; a read-only mount does not change that.',
  todo: 'Remove the mount; a program that must list containers gets a proxy that lets only those requests through.',
  refs: [
    'CISD 5.32',
    'N190:4.4.3',
    'OWD:1',
    'SYS:5.1',
    'T1611',
    'T1610',
    'T1552.007',
    'CWE-250',
    'KSV-0006',
    'CKV_K8S_27',
    'C-0074',
    'kl:docker-sock',
    'ks:DockerSock',
    'kics:a6f34658',
    'kics:d6355c88',
    'kyv:disallow-cri-sock-mount',
  ],
  since: '2026.11',
  get examples() {
    return {
      bad: [
        ...inEveryFormat(bind('/var/run/docker.sock', { readOnly: true })),
        ...inFormats(['compose'], bind('/run')),
      ],
      good: inEveryFormat(bind('/srv/app/data')),
    };
  },
  run: (workload, world) =>
    accuseMounts(workload, world, {
      judge: (found) =>
        kindOf(found, workload.engine) === 'engine socket' && !isHandedByClient(found)
          ? `mounts the engine socket (${found.mount.source ?? found.path})`
          : undefined,
      say: 'remove the engine socket',
    }),
};

/** The client hands it over with its credentials, which another rule says. */
function isHandedByClient({ container, fields }: HostMount): boolean {
  const asked = container.declared.useApiSocket;
  const [mount] = fields;
  if (!isKnown(asked)) return false;
  const [here, there] = [locationOf(asked), locationOf(mount.field)];
  return here !== undefined && here.path === there?.path && here.line === there.line;
}
