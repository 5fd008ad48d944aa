// Judges credentials that stand in the file of a pipeline: https://docs.github.com/en/actions/concepts/security/secrets
import { toRuleId } from '../../model/brand.ts';
import type { Check, Message, Example } from '../../model/check.ts';
import type { World } from '../../model/facts.ts';
import type { PipelineScript, PipelineSetting } from '../../model/pipeline-facts.ts';
import { declared, locationOf, valueOf } from '../../model/field.ts';
import { toCall } from '../build/invocation.ts';
import { credentialIn } from '../build/secret-run-literal.ts';
import { workloadsIn } from '../pipeline/beside.ts';
import { commit, gitlab, whatItsContainersAre, workflow } from '../pipeline/example-text.ts';
import type { Pipeline } from '../pipeline/outsiders.ts';
import { placeKey, placesOf, settingsOf } from '../pipeline/pipeline-settings.ts';
import { findTokenKind, looksSecret } from '../../model/secret-shape.ts';

const given = 'DB_PASSWORD: hunter2-Qx81vb';
const database = 'services: {db: {image: "mysql:8", env: {MYSQL_PASSWORD: hunter2-Qx81vb, MYSQL_HOST: ""}}}';

function besideDatabase(steps: readonly string[]): Example {
  return { ...workflow({ job: database, steps }), also: [...whatItsContainersAre, 'wl-env-secret-literal'] };
}

const buildWith = (args: string): string => `uses: docker/build-push-action@${commit}, with: {build-args: "${args}"}`;

export const ciConfig: Check<'pipeline'> = {
  id: toRuleId('sec-ci-config'),
  title: 'Credential in the file of a pipeline',
  severity: 'high',
  layer: 'code',
  on: 'pipeline',
  why: 'Everybody who can read the repository has it, forks and old commits included; and the service does not blot out in its logs what it does not know for a secret.',
  todo: 'Replace it, it has been seen; keep the new one among the secrets of the service, and let the job have it by name.',
  refs: ['T1552.001', 'GIT-0002', 'CWE-798'],
  since: '2026.11',
  get examples() {
    return {
      bad: [
        workflow({ top: `env: {${given}}` }),
        workflow({ job: `env: {${given}}` }),
        workflow({ steps: [`run: make, env: {${given}}`] }),
        workflow({ steps: [`uses: acme/login@${commit}, with: {password: hunter2-Qx81vb}`] }),
        workflow({ steps: ['run: "export DB_PASSWORD=hunter2-Qx81vb; make"'] }),
        workflow({ steps: ['run: DB_PASSWORD=hunter2-Qx81vb make'] }),
        workflow({ steps: ['run: mysql --password hunter2-Qx81vb shop'] }),
        besideDatabase(['run: mysql --password other-Qx81vb shop']),
        besideDatabase(['run: DB_PASSWORD=other-Qx81vb make']),
        workflow({ steps: [buildWith('COMMIT=1\\nDB_PASSWORD=hunter2-Qx81vb')] }),
        workflow({ steps: [buildWith(`COMMIT=1\\nGH_TOKEN=ghp_${'a1B2c3D4e5F6'.repeat(3)}`)] }),
        workflow({ steps: [buildWith(`COMMIT=\${{ github.sha }}\\nGH_TOKEN=ghp_${'a1B2c3D4e5F6'.repeat(3)}`)] }),
        workflow({ steps: [buildWith('COMMIT=${{ github.sha }}\\nDB_PASSWORD=hunter2-Qx81vb')] }),
        gitlab(`variables: {${given}}\nbuild: {script: [make]}`),
        // Of the containers that it goes to it is not told again.
        gitlab(`image: alpine:3.22\nvariables: {${given}}\nbuild: {script: [make]}`, whatItsContainersAre),
        gitlab(`build: {variables: {${given}}, script: [make]}`),
      ],
      good: [
        workflow({ steps: [buildWith('DB_PASSWORD=${{ secrets.DB_PASSWORD }}')] }),
        workflow({ top: 'env: {DB_PASSWORD: "${{ secrets.DB_PASSWORD }}"}' }),
        workflow({ steps: ['run: "make DB_PASSWORD=$DB_PASSWORD"'] }),
        workflow({ steps: [`uses: acme/setup@${commit}, with: {server-password: SONATYPE_PASSWORD}`] }),
        workflow({ steps: [`uses: acme/get@${commit}, with: {secrets: "token:vault-of-ours/token"}`] }),
        workflow({ job: database, steps: [`run: make, env: {${given}}`] }),
        workflow({ job: database, steps: ['run: make, env: {DB_PASSWORD: "mysql -h db:hunter2-Qx81vb@db"}'] }),
        workflow({ job: database, steps: ['run: DB_PASSWORD=hunter2-Qx81vb make'] }),
        workflow({ job: database, steps: ['run: mysql --password hunter2-Qx81vb shop'] }),
        workflow({ steps: ['run: DB_PASSWORD="pre-$RANDOM-x81vb" make'] }),
        workflow({ steps: ['run: "DB_PASSWORD=vault://shop/database make"'] }),
        gitlab('variables: {DB_PASSWORD: $VAULT_PASSWORD}\nbuild: {script: [make]}'),
      ],
    };
  },
  *run(pipeline, world) {
    const served = new Set(valuesBeside(pipeline, world));
    for (const { where, setting } of settingsOf(pipeline)) {
      yield* buildArguments(where, setting);
      const kind = setting.inserts.length > 0 ? undefined : kindOf(setting);
      if (kind === undefined || isServed(setting.text, served)) continue;
      yield {
        key: `${where}/${setting.name}`,
        what: `${where} has ${kind} in ${setting.name}`,
        // What anybody guesses keeps nobody out of anything but a test.
        ...(kind.endsWith('guesses') && { severity: 'low' }),
        fields: [{ name: 'env', field: declared(setting.text, setting.at, setting.via), secret: true }],
      };
    }
    for (const job of pipeline.jobs) {
      for (const { script } of job.steps) {
        const kind = script === undefined ? undefined : credentialOf(script, served);
        if (script === undefined || kind === undefined) continue;
        yield {
          key: `${job.name}/${kind}`,
          what: `a script of ${job.name} has ${kind} in it`,
          fields: [{ name: 'run', field: declared(kind, script.at, script.via), secret: true }],
        };
      }
    }
  },
};

/** Of an action that builds an image: one a line, and all in the history of the image. */
function* buildArguments(where: string, setting: PipelineSetting): Iterable<Message> {
  const { text, inserts, at, via } = setting;
  if (setting.name !== 'build-args') return;
  for (const line of text.slice(0, maxLength).split('\n')) {
    const [, name = '', value = ''] = buildArgument.exec(line.trim()) ?? [];
    const kind = looksSecret(name, value);
    // A token of a known form is told of the whole, where that is judged.
    if (kind === undefined || (inserts.length === 0 && findTokenKind(value) !== undefined)) continue;
    yield {
      key: `${where}/build-args/${name}`,
      what: `${where} has ${kind} in the build argument ${name}`,
      fields: [{ name: 'env', field: declared(name, at, via), secret: true }],
    };
  }
}
const buildArgument = /^([A-Za-z_]\w{0,100})=(.*)$/u;
/** Actions are told names: of a variable, or of what they are to fetch. */
function kindOf({ name, text }: PipelineSetting): string | undefined {
  const isNamed = /^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$/.test(text) || name === 'secrets' || text.includes('\n');
  return isNamed ? findTokenKind(text) : looksSecret(name, text);
}
/** The password of a database that is there for the test alone opens nothing, and its container tells of it. */
function isServed(text: string, served: ReadonlySet<string>): boolean {
  return served.has(text) || [...served].some((value) => value !== '' && text.includes(`:${value}@`));
}
/** What containers of the file are given, its own variables aside. */
function* valuesBeside(pipeline: Pipeline, world: World): Iterable<string> {
  const own = placesOf(pipeline);
  for (const { containers } of workloadsIn(pipeline.path, world)) {
    for (const field of containers.flatMap(({ declared: { env } }) => env ?? [])) {
      const value = valueOf(field)?.value;
      const at = locationOf(field);
      if (value !== undefined && at !== undefined && !own.has(placeKey(at))) yield value;
    }
  }
}
const assignment = /(?:^|[\s;&|(])([A-Za-z_]\w{1,80})=("[^"]{1,500}"|'[^']{1,500}'|[^\s"';&|)]{1,500})/gm;
const maxLength = 64 * 1024;
/** Many steps may have one script by aliases. */
const judged = new WeakMap<PipelineScript['inserts'], { readonly kind: string | undefined }>();
function credentialOf(script: PipelineScript, served: ReadonlySet<string>): string | undefined {
  const known = judged.get(script.inserts) ?? { kind: findCredential(script, served) };
  judged.set(script.inserts, known);
  return known.kind;
}
function findCredential({ text, commands }: PipelineScript, served: ReadonlySet<string>): string | undefined {
  const token = findTokenKind(text);
  if (token !== undefined) return token;
  for (const [, name = '', value = ''] of text.slice(0, maxLength).matchAll(assignment)) {
    const bare = value.replaceAll(/^["']|["']$/g, '');
    const kind = bare.includes('$') || bare.includes('://') || served.has(bare) ? undefined : looksSecret(name, bare);
    if (kind !== undefined) return `${kind} (${name})`;
  }
  for (const command of commands) {
    const call = toCall(command);
    const kind = call.args.some((arg) => served.has(arg)) ? undefined : credentialIn(call);
    if (kind !== undefined) return kind;
  }
  return undefined;
}
