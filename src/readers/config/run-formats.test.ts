// Formats of single containers: no text brings their readers down, or takes them long.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { InputError } from '../../model/errors.ts';
import type { Draft } from '../../model/facts.ts';
import type { Reader } from '../../model/reader.ts';
import { damaged, readSample } from './config-sample.ts';
import { devcontainerReader } from './devcontainer.ts';
import { dockerInspectReader } from './docker-inspect.ts';
import { dockerRunReader } from './docker-run.ts';
import { ecsReader } from './ecs.ts';
import { engineCreateReader } from './engine-create.ts';
import { githubActionsReader } from './github-actions.ts';
import { gitlabCiReader } from './gitlab-ci.ts';
import { quadletReader } from './quadlet.ts';
import { processorMs, startedNow } from '../../../test/processor-time.ts';

/** Facts, or the refusal that becomes an unknown; anything else is a fault. */
async function survives(
  reader: Reader,
  file: { readonly path: string; readonly content: string | Uint8Array },
): Promise<readonly Draft[] | InputError> {
  try {
    return await readSample(reader, { ...file, beside: {} });
  } catch (error) {
    if (error instanceof InputError) return error;
    throw error;
  }
}
const folder = path.resolve(import.meta.dirname, '../../../testdata/readers');
const fixtures: readonly (readonly [reader: Reader, file: string])[] = [
  [dockerRunReader, 'docker-run/script/deploy.sh'],
  [dockerRunReader, 'docker-run/makefile/Makefile'],
  [dockerRunReader, 'docker-run/unit/web@.service'],
  [engineCreateReader, 'engine-create/cli/create.json'],
  [ecsReader, 'ecs/registered/task.json'],
  [devcontainerReader, 'devcontainer/.devcontainer/devcontainer.json'],
  [githubActionsReader, 'github-actions/.github/workflows/ci.yaml'],
  [gitlabCiReader, 'gitlab-ci/.gitlab-ci.yml'],
  [quadletReader, 'quadlet/shop/web.container'],
  [quadletReader, 'quadlet/shop/job.container'],
  [dockerInspectReader, 'docker-inspect/docker/inspect.json'],
  [dockerInspectReader, 'docker-inspect/podman/inspect.json'],
];
for (const [reader, file] of fixtures) {
  test(`${file} truncated, with flipped bits and parts doubled`, async () => {
    for (const content of damaged(readFileSync(path.join(folder, file)), 120))
      await survives(reader, { path: file.slice(file.indexOf('/') + 1), content });
  });
}

const many = (count: number, part: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => part(index)).join('');
const scalars = JSON.stringify({
  Image: 1,
  HostConfig: Object.fromEntries(
    ['Binds', 'Mounts', 'PortBindings', 'Devices', 'Ulimits', 'Sysctls', 'Tmpfs', 'RestartPolicy', 'LogConfig'].map(
      (name) => [name, 1],
    ),
  ),
  Env: 1,
  Cmd: 1,
  Healthcheck: 1,
  ExposedPorts: 1,
  Labels: 1,
});
const hostile: readonly (readonly [fact: string, reader: Reader, file: string, text: string])[] = [
  ['very many options', dockerRunReader, 'a.sh', `docker run ${'-v /a:/b '.repeat(10_000)} a`],
  ['very many commands', dockerRunReader, 'a.sh', 'docker run a\n'.repeat(15_000)],
  ['very many ports', dockerRunReader, 'a.sh', `docker run ${'-p 1-1000:1-1000 '.repeat(2000)} a`],
  [
    'variables that double each other',
    dockerRunReader,
    'a.sh',
    `V0="a a a a a a a a"\n${many(40, (index) => `V${String(index + 1)}="$V${String(index)} $V${String(index)}"\n`)}docker run $V40`,
  ],
  ['a variable of itself', dockerRunReader, 'a.sh', 'A="$A $A"\ndocker run $A'],
  ['shells in shells', dockerRunReader, 'a.sh', `${'sh -c "'.repeat(50)}docker run a${'"'.repeat(50)}`],
  ['marks of our own', dockerRunReader, 'a.sh', `docker run ${'\ue000'.repeat(1000)} -e A=\uf8ff a`],
  [
    'makefile variables that double each other',
    dockerRunReader,
    'Makefile',
    `V0 = a a a a\n${many(60, (index) => `V${String(index + 1)} = $(V${String(index)}) $(V${String(index)})\n`)}x:\n\tdocker run $(V60)\n`,
  ],
  ['a makefile variable of itself', dockerRunReader, 'Makefile', 'A = $(A)\nx:\n\tdocker run $(A)\n'],
  ['open brackets', dockerRunReader, 'Makefile', `x:\n\tdocker run ${'$('.repeat(20_000)}\n`],
  ['lines that go on', dockerRunReader, 'Makefile', `x:\n\tdocker run ${'\\\n\t'.repeat(50_000)}a\n`],
  [
    'lines of a unit that go on',
    dockerRunReader,
    'a.service',
    `[Service]\nExecStart=docker run ${'\\\n# x\n'.repeat(50_000)}a`,
  ],
  ['specifiers', dockerRunReader, 'a.service', `[Service]\nExecStart=docker run ${'%i'.repeat(20_000)} a`],
  ['a pod of itself', quadletReader, 'a.container', '[Container]\nImage=a\nPod=a.container\nNetwork=a.container\n'],
  [
    'very many keys',
    quadletReader,
    'a.container',
    `[Container]\nImage=a\n${'PublishPort=1-1000:1-1000\n'.repeat(5000)}`,
  ],
  ['very many words', quadletReader, 'a.container', `[Container]\nImage=a\nAddCapability=${'A '.repeat(50_000)}`],
  ['quotes that stay open', quadletReader, 'a.container', `[Container]\nImage=a\nExec=${'"'.repeat(50_001)}`],
  ['scalars for everything', engineCreateReader, 'a.json', scalars],
  [
    'very many ports of a request',
    engineCreateReader,
    'a.json',
    `{"Image": "a", "HostConfig": {}, "ExposedPorts": {${many(3000, (index) => `"1-${String(1000 + (index % 20))}/tcp${String(index)}": {}, `)}"1-1000": {}}}`,
  ],
  [
    'very many containers of a task that take over each other’s mounts',
    ecsReader,
    'a.json',
    `{"containerDefinitions": [${many(
      200,
      (index) =>
        `{"name": "c${String(index)}", "volumesFrom": [${many(100, () => '{"sourceContainer": "c0"},')}1], "mountPoints": [${many(900, (at) => `{"sourceVolume": "v", "containerPath": "/${String(at)}"},`)}1]},`,
    )}1], "volumes": [{"name": "v"}]}`,
  ],
  [
    'very many expressions in one script',
    githubActionsReader,
    '.github/workflows/a.yaml',
    `jobs:\n  a:\n    runs-on: b\n    steps:\n      - run: |\n${'          docker run ${{ a }} ${{ b }} a:1\n'.repeat(1500)}`,
  ],
  [
    'very many jobs with long options',
    githubActionsReader,
    '.github/workflows/a.yaml',
    `jobs:\n${many(600, (index) => `  a${String(index)}: {container: {image: b, options: "${'-v /a:/b '.repeat(100)}"}}\n`)}`,
  ],
  [
    'scripts in lists of lists',
    gitlabCiReader,
    '.gitlab-ci.yml',
    `a:\n  script: ${'['.repeat(60)}docker run a${']'.repeat(60)}\nb: {script: [${'"docker run a:1",'.repeat(3000)}]}\n`,
  ],
  [
    'very many variables for very many jobs',
    gitlabCiReader,
    '.gitlab-ci.yml',
    `variables:\n${many(400, (index) => `  V${String(index)}: "$X y"\n`)}${many(1200, (index) => `j${String(index)}: {image: a}\n`)}`,
  ],
  [
    'scalars for everything of a pipeline',
    gitlabCiReader,
    '.gitlab-ci.yml',
    'a: {image: [], services: 1, script: {}, variables: 2}\nimage: {}\nservices: {}\n',
  ],
  ['comments that stay open', devcontainerReader, 'devcontainer.json', `{"image": "a"}${'/*'.repeat(50_000)}`],
  [
    'quotes and commas',
    devcontainerReader,
    'devcontainer.json',
    `${'"\\'.repeat(50_000)}${','.repeat(50_000)}${' '.repeat(50_000)}`,
  ],
  [
    'very many ports of a task',
    ecsReader,
    'a.json',
    `{"containerDefinitions": [${many(60, () => '{"portMappings": [{"containerPortRange": "1-65535"}, {"containerPortRange": "1-9999", "protocol": "udp"}]},')}1]}`,
  ],
  [
    'scalars for everything of a task',
    ecsReader,
    'a.json',
    '{"containerDefinitions": [1, {"name": {}, "image": [], "portMappings": 1, "volumesFrom": [1], "linuxParameters": 2, "environment": [3], "secrets": [4], "ulimits": [5], "mountPoints": [6]}], "volumes": [7], "networkMode": [], "memory": {}}',
  ],
  [
    'members of the language',
    engineCreateReader,
    'a.json',
    '{"Image": "a", "HostConfig": {"Sysctls": {"__proto__": "x"}}, "Labels": {"__proto__": "y", "constructor": 1}}',
  ],
  [
    'very many containers',
    dockerInspectReader,
    'a.json',
    `[${'{"Id": "a", "Config": {}, "HostConfig": {}},'.repeat(5000)}1]`,
  ],
  [
    'names of the language',
    dockerRunReader,
    'a.sh',
    'docker run --name __proto__ -l __proto__=x --constructor --toString=x a',
  ],
];
for (const [fact, reader, file, content] of hostile) {
  test(`survives ${fact}`, async () => {
    const started = startedNow();
    const drafts = await survives(reader, { path: file, content });
    assert.ok(processorMs(started) < 3000, String(processorMs(started)));
    assert.ok(drafts instanceof InputError ? drafts.code === 'limit-reached' : drafts.length < 20_000);
  });
}
