// Judges secrets that are handed over as variables: https://kubernetes.io/docs/concepts/configuration/secret/#using-secrets
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { valueOf } from '../../model/field.ts';
import { listed } from '../rbac/role-extent.ts';
import { containersOf, refOf, sayOf } from './container.ts';
import { inEveryFormat } from './every-format.ts';

export const envSecretRef: Check<'workload'> = {
  id: toRuleId('wl-env-secret-ref'),
  title: 'Secret is handed over as a variable',
  severity: 'low',
  layer: 'container',
  on: 'workload',
  why: 'Variables are seen by every child process, stand in dumps and error reports, and can be read by whoever may look at the process; and they stay as they were when the secret is changed.',
  todo: 'Mount the secret as a file.',
  refs: [
    'CISK 5.4.1',
    'OWK:K03',
    'CWE-526',
    'CKV_K8S_35',
    'C-0207',
    'kl:read-secret-from-env-var',
    'ks:SecretsAsEnvironmentVariables',
    'kics:3d658f8b',
    'kyv:disallow-secrets-from-env-vars',
  ],
  since: '2026.11',
  get examples() {
    return {
      bad: inEveryFormat({ env: [{ name: 'DB_PASSWORD', ref: 'secret:db/password' }] }),
      good: [
        ...inEveryFormat({ mounts: [{ kind: 'secret', source: 'db', target: '/run/secrets/db', readOnly: true }] }),
        ...inEveryFormat({ env: [{ name: 'LEVEL', value: 'info' }] }),
      ],
    };
  },
  *run(workload) {
    for (const container of containersOf(workload)) {
      const found = (container.declared.env ?? []).filter(
        (field) => valueOf(field)?.ref?.startsWith('secret:') === true,
      );
      if (found.length === 0) continue;
      const names = found.flatMap((field) => valueOf(field)?.ref?.slice('secret:'.length) ?? []);
      yield {
        key: container.name,
        what: sayOf(workload, container, `takes ${listed([...new Set(names)])} from secrets as variables`),
        fields: found.map((field) => refOf('env', field, container)),
      };
    }
  },
};
