// Judges credentials that stand in the environment in plain text: https://12factor.net/config
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import type { Message } from '../../model/check.ts';
import type { World } from '../../model/facts.ts';
import { declared, isKnown, locationOf, type Known } from '../../model/field.ts';
import { pipelineAt } from '../pipeline/beside.ts';
import { placeKey, placesOf } from '../pipeline/pipeline-settings.ts';
import { looksSecret } from '../../model/secret-shape.ts';
import type { Variable } from '../../model/workload.ts';
import { containersOf, sayOf } from './container.ts';
import type { JudgedWorkload } from './container.ts';
import { inEveryFormat } from './every-format.ts';

export const envSecretLiteral: Check<'workload'> = {
  id: toRuleId('wl-env-secret-literal'),
  title: 'Credential in plain text',
  severity: 'critical',
  layer: 'container',
  on: 'workload',
  why: 'Everybody who can read the file or inspect the container has the credential, and so has whoever takes over any process in it.',
  todo: 'Hand it over as a secret that is mounted as a file, and replace it: it has been seen.',
  refs: [
    'CISD 4.10',
    'CISK 5.4.1',
    'NSA:Net',
    'OWD:12',
    'OWK:K03',
    'T1552.001',
    'CWE-798',
    'CKV_K8S_35',
    'C-0012',
    'C-0259',
    'kl:env-var-secret',
    'pol:sensitiveContainerEnvVar',
  ],
  since: '2026.11',
  get examples() {
    return {
      bad: inEveryFormat({ env: [{ name: 'DB_PASSWORD', value: 'hunter2-Qx81vb' }] }),
      good: [
        ...inEveryFormat({ env: [{ name: 'DB_PASSWORD_FILE', value: '/run/secrets/db' }] }),
        ...inEveryFormat({ env: [{ name: 'DB_PASSWORD', ref: 'secret:db/password' }] }),
      ],
    };
  },
  run: accuse,
};

function* accuse(workload: JudgedWorkload, world: World): Iterable<Message> {
  const said = saidIn(workload, world);
  for (const container of containersOf(workload)) {
    // What the image brings along is a fault of the image.
    for (const field of container.declared.env ?? []) {
      if (!isKnown(field) || field.value.value === undefined) continue;
      // A default has a rule of its own.
      if (field.value.fallbackOf !== undefined) continue;
      const at = locationOf(field);
      if (at !== undefined && said?.has(placeKey(at)) === true) continue;
      const kind = looksSecret(field.value.name, field.value.value);
      if (kind === undefined) continue;
      yield {
        key: `${container.name}/${field.value.name}`,
        what: sayOf(workload, container, `has ${kind} in the variable ${field.value.name}`),
        fields: [field, ...sourceOf(field)].map((one) => ({
          name: 'env',
          field: one,
          container: container.name,
          secret: true,
        })),
      };
    }
  }
}

/** The line of a `.env` file that the value stands in. */
function sourceOf(field: Known<Variable>): readonly Known<Variable>[] {
  if (field.from !== 'declared') return [];
  const source = field.via.find(({ path }) => path !== field.at.path && dotenv.test(path));
  return source === undefined ? [] : [declared(field.value, source)];
}
const dotenv = /(?:^|\/)[^/]*\.env[^/]*$/u;

/** A variable of a pipeline goes to the containers of all of its jobs, and is spoken of once, as the pipeline's. */
function saidIn({ format, at }: JudgedWorkload, world: World): ReadonlySet<string> | undefined {
  if (format !== 'gitlab-ci') return undefined;
  const pipeline = pipelineAt(at[0]?.path ?? '', world);
  return pipeline === undefined ? undefined : placesOf(pipeline);
}
