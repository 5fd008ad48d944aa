// Which containers a script, a makefile and a unit start, and with what: one row, one fact.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import type { Draft } from '../../model/facts.ts';
import { locationOf } from '../../model/field.ts';
import { bare, bareField, readSample, unknownsIn, whereIs, workloadsIn } from './config-sample.ts';
import { dockerRunReader } from './docker-run.ts';
import { draftsOfScripts, openScript } from './run-script.ts';

const folder = path.resolve(import.meta.dirname, '../../../testdata/readers/docker-run');
const fixture = (name: string): string => readFileSync(path.join(folder, name), 'utf8');
const read = (content: string, name = 'run.sh', beside: Readonly<Record<string, string>> = {}) =>
  readSample(dockerRunReader, { path: name, content, beside });
const containersOf = async (content: string, name?: string) =>
  workloadsIn(await read(content, name)).flatMap(({ containers }) => containers);
async function fieldsOf(options: string, tool = 'docker'): Promise<Readonly<Record<string, unknown>>> {
  return bare((await containersOf(`${tool} run ${options} alpine:3.20 sh\n`))[0]);
}

const deploy = await read(fixture('script/deploy.sh'), 'deploy.sh', { 'web.env': fixture('script/web.env') });
test('a script: its containers, in functions, conditions, loops and other shells', () => {
  assert.deepEqual(
    workloadsIn(deploy).map(({ type, engine, containers: [one] }) => [type, engine, one?.name, bareField(one?.image)]),
    [
      ['docker run', 'docker', 'web', 'registry.example/shop/web:1.4.2'],
      ['docker run', 'docker', 'alpine', 'alpine:3.20'],
      ['docker create', 'docker', 'container', '? $WORKER_IMAGE is not known here'],
      ['podman run', 'podman', 'edge', 'registry.example/shop/web:1.4.2'],
      ['docker run', 'docker', 'busybox', 'busybox'],
    ],
  );
});
test('a script: all that one command says, with what its variables hold', () => {
  assert.deepEqual(bare(workloadsIn(deploy)[0]?.containers[0]), {
    user: '10001:10001',
    group: '10001',
    noNewPrivileges: true,
    readOnlyRootfs: true,
    memoryLimit: 268_435_456,
    cpuLimit: 0.5,
    pidsLimit: 100,
    restart: { policy: 'on-failure', maxRetries: 3 },
    logDriver: 'json-file',
    healthcheck: 'set',
    ports: [{ container: 8080, host: 8080, hostIp: '127.0.0.1', protocol: 'tcp' }],
    capDrop: ['ALL'],
    env: [
      { name: 'LEVEL', value: 'info' },
      { name: 'DEBUG' },
      { name: 'MODE', value: 'production' },
      { name: 'TOKEN', ref: '$TOKEN' },
    ],
    envFiles: ['web.env'],
    mounts: [
      { kind: 'bind', source: '/srv/web', target: '/data', readOnly: true, propagation: 'slave' },
      { kind: 'volume', source: 'cache', target: '/cache', readOnly: false },
      { kind: 'bind', source: 'conf', target: '/conf', readOnly: false },
      { kind: 'tmpfs', target: '/tmp', readOnly: false, sizeLimit: 67_108_864 },
    ],
    handlers: [{ when: 'health', how: 'exec', command: ['/bin/sh', '-c', 'curl -f localhost'] }],
    command: ['serve', '--port', '8080'],
  });
});
test('a script: every field says where it stands and what handed it on', () => {
  const web = workloadsIn(deploy)[0]?.containers[0];
  assert.equal(whereIs(web?.image), 'deploy.sh:19 < deploy.sh:6 < deploy.sh:5');
  assert.equal(whereIs(web?.declared.user), 'deploy.sh:14');
  assert.equal(whereIs(web?.declared.capDrop?.[0]), 'deploy.sh:14 < deploy.sh:7');
  assert.equal(whereIs(web?.declared.memoryLimit), 'deploy.sh:14 < deploy.sh:8');
  assert.equal(whereIs(web?.declared.ports?.[0]), 'deploy.sh:13 < deploy.sh:12');
  assert.equal(whereIs(web?.declared.env?.[0]), 'web.env:1 < deploy.sh:15');
  const from = web?.declared.mounts?.[0];
  assert.deepEqual(from && locationOf(from), {
    path: 'deploy.sh',
    line: 16,
    column: 5,
  });
});
test('a script: the pointer leads back to the command', () => {
  const text = fixture('script/deploy.sh');
  const commands = workloadsIn(deploy).map(({ containers: [one] }) =>
    text.slice(...((one?.raw.pointer ?? []) as readonly number[])).replaceAll(/\s*\\\n\s*/g, ' '),
  );
  assert.match(commands[0] ?? '', /^sudo -n \$DOCKER run -d .* serve --port "\$port"$/);
  assert.equal(
    commands[1],
    'docker container run -it --rm --privileged --pid=host -v /:/host alpine:3.20 chroot /host sh',
  );
  assert.match(commands[3] ?? '', /^podman run -d --name edge .* \$IMAGE$/);
  assert.equal(commands[4], 'bash -c "docker run --rm $EXTRA --ipc host busybox true"');
});
test('a script: mounts of another container of it', () => {
  assert.deepEqual(bare(workloadsIn(deploy)[2]?.containers[0])['mounts'], [
    { kind: 'bind', source: '/srv/web', target: '/data', readOnly: true, propagation: 'slave' },
    { kind: 'volume', source: 'cache', target: '/cache', readOnly: true },
    { kind: 'bind', source: 'conf', target: '/conf', readOnly: true },
    { kind: 'tmpfs', target: '/tmp', readOnly: true, sizeLimit: 67_108_864 },
  ]);
});
test('a script: a variable among the options may hold any of them', () => {
  const fields = bare(workloadsIn(deploy)[4]?.containers[0]);
  const why = '? $EXTRA is not known here, and may hold any options';
  assert.equal(fields['ipc'], 'host');
  assert.equal(fields['privileged'], why);
  assert.deepEqual(fields['capAdd'], [why]);
  assert.deepEqual(
    unknownsIn(deploy).map(({ code, at, incomplete }) => [code, at?.line, incomplete]),
    [['value-unresolved', 33, false]],
  );
});

test('a makefile: recipes as the shell gets them', async () => {
  const [run, shell] = await containersOf(fixture('makefile/Makefile'), 'Makefile');
  assert.deepEqual(
    [bareField(run?.image), whereIs(run?.image)],
    ['registry.example/web:1.4.2', 'Makefile:15 < Makefile:2 < Makefile:3'],
  );
  const { env, user, ports, capDrop, readOnlyRootfs, command } = bare(run);
  assert.deepEqual(
    [env, user, ports, capDrop, readOnlyRootfs, command],
    [
      [{ name: 'GREETING', ref: '$(GREETING)' }],
      '? $(id -u) is not known here',
      ['? $(PORT) is not known here'],
      ['ALL'],
      true,
      ['serve'],
    ],
  );
  assert.equal(bare(shell)['privileged'], '? $(EXTRA) is not known here, and may hold any options');
  assert.deepEqual(
    fixture('makefile/Makefile').slice(...((shell?.raw.pointer ?? []) as readonly number[])),
    'docker run -it $(EXTRA) -v $(CURDIR):/src --workdir /src $(IMAGE) sh',
  );
});
test('a unit: what it starts, with its own environment', async () => {
  const [web, chown] = await containersOf(fixture('unit/web@.service'), 'web@.service');
  const { user, env, ports, privileged } = bare(web);
  assert.deepEqual(
    [bareField(web?.image), user, env, (ports as readonly unknown[])[0], privileged],
    [
      'registry.example/web:1.4.2',
      '10001',
      [
        { name: 'LEVEL', value: 'info' },
        { name: 'GREETING', value: 'hello world' },
        '? $OPTIONS is not known here, and may hold any options',
      ],
      '? %i is not known here',
      '? $OPTIONS is not known here, and may hold any options',
    ],
  );
  assert.equal(whereIs(web?.image), 'web@.service:14 < web@.service:7');
  assert.deepEqual(bare(chown), {
    mounts: [{ kind: 'volume', source: 'data', target: '/d', readOnly: false }],
    command: ['chown', '10001', '/d'],
  });
});

/** Image and words behind it; nothing where no container is started. */
const lines: readonly (readonly [fact: string, text: string, found: readonly string[] | undefined])[] = [
  ['an image alone', 'docker run alpine', ['alpine']],
  [
    'options behind the image are the container’s own',
    'docker run alpine --privileged -v /:/x',
    ['alpine', '--privileged', '-v', '/:/x'],
  ],
  ['two dashes end the options', 'docker run --rm -- alpine sh', ['alpine', 'sh']],
  ['a cluster of letters', 'docker run -itd alpine', ['alpine']],
  ['a cluster whose last letter takes a value', 'docker run -dp 80:80 alpine', ['alpine']],
  ['a value right behind its letter', 'docker run -p80:80 -v/a:/b -u=1 alpine', ['alpine']],
  ['a switch with a value', 'docker run --init=false --rm=true alpine', ['alpine']],
  ['a switch takes no word', 'docker run --privileged true', ['true']],
  ['options of docker itself', 'docker --context x -H tcp://a:1 -D run alpine', ['alpine']],
  ['options of podman itself', 'podman --log-level debug --remote run alpine', ['alpine']],
  ['a path and sudo', 'sudo -u root /usr/bin/docker run alpine', ['alpine']],
  ['variables in front', 'A=1 env B=2 docker run alpine', ['alpine']],
  ['what may be sudo', '$SUDO docker run alpine', ['alpine']],
  ['the engine in a variable', '"${ENGINE:-docker}" run alpine', ['alpine']],
  ['nerdctl', 'nerdctl -n shop run --verify=none alpine', ['alpine']],
  ['create', 'docker container create alpine', ['alpine']],
  ['in a substitution', 'id=$(docker run -d alpine)', ['alpine']],
  ['in a pipeline', 'cat a | docker run -i alpine cat | wc', ['alpine', 'cat']],
  ['in a condition', 'if ! docker run alpine; then exit; fi', ['alpine']],
  ['an image by its digest', 'docker run a/b@sha256:0', ['a/b@sha256:0']],
  ['an image in quotes', 'docker run --rm "$IMAGE" sh', ['? $IMAGE is not known here', 'sh']],
  ['a variable that is called after it', 'docker run --rm $MY_IMAGE sh', ['? $MY_IMAGE is not known here', 'sh']],
  ['a variable at the end', 'docker run --rm $X', ['? $X is not known here']],
  ['a tag in a variable', 'docker run --rm nginx:$TAG', ['? $TAG is not known here']],
  [
    'a variable that may be options or the image',
    'docker run $X alpine sh',
    ['? $X is not known here, and may hold any options'],
  ],
  ['all arguments of a script', 'docker run "$@"', ['? $@ is not known here, and may hold any options']],
  ['a variable before more options', 'docker run $X --rm alpine', ['alpine']],
  ['an option that there is not, with a value', 'docker run --new=1 alpine', ['alpine']],
  [
    'an option that there is not, perhaps with a value',
    'docker run --new alpine sh',
    ['? the option --new is not known here'],
  ],
  ['an option that there is not, before another', 'docker run --new --rm alpine', ['alpine']],
  ['a word in a variable', 'I=alpine:3; docker run $I', ['alpine:3']],
  ['a variable in a variable', 'A=3 ; B=alpine:$A; docker run $B', ['alpine:3']],
  ['options in a variable', 'O="--rm -v /a:/b"; docker run $O alpine', ['alpine']],
  ['options in a list', 'O=(--rm "-v" "/a b:/b"); docker run "${O[@]}" alpine', ['alpine']],
  ['a chain of commands', 'cd x && I=alpine && docker run $I', ['alpine']],
  ['set twice', 'I=a; I=b; docker run "$I"', ['? $I is not known here']],
  ['set in a condition', 'if x; then I=a; fi; docker run "$I"', ['? $I is not known here']],
  ['set in the same branch', 'if x; then I=a; docker run "$I"; fi', ['a']],
  ['set behind it', 'docker run "$I"; I=a', ['? $I is not known here']],
  ['set by a loop', 'for I in a b; do docker run "$I"; done', ['? $I is not known here']],
  ['read from somewhere', 'I=a; read -r I; docker run "$I"', ['? $I is not known here']],
  ['perhaps set by another file', 'I=a; . ./env; docker run "$I"', ['? $I is not known here']],
  ['appended to', 'I=a; I+=b; docker run "$I"', ['? $I is not known here']],
  ['for one command only', 'I=a env; docker run "$I"', ['? $I is not known here']],
  ['exported', 'export I=a; docker run "$I"', ['a']],
  ['with a default that does not count', 'I=a; docker run "${I:-b}"', ['a']],
  ['with a default that may count', 'docker run "${I:-b}"', ['? ${I:-b} is not known here']],
  ['an empty variable is no word', 'O=; docker run $O alpine', ['alpine']],
  ['a character that stands for nothing else', 'docker run "a\ue000"', ['a\ufffd']],
  ['no image', 'docker run --help', undefined],
  ['another command', 'docker ps', undefined],
  ['a compose command', 'docker compose run web', undefined],
  ['words of another command', 'echo docker run alpine', undefined],
  ['a comment', '# docker run alpine', undefined],
];
for (const [fact, text, found] of lines) {
  test(`a command line: ${fact}`, async () => {
    const [container] = await containersOf(`${text}\n`);
    const words = bare(container)['command'] as readonly string[] | undefined;
    assert.deepEqual(container && [bareField(container.image), ...(words ?? [])], found);
  });
}

const options: readonly (readonly [options: string, field: string, value: unknown])[] = [
  ['--privileged=false', 'privileged', false],
  ['--privileged --privileged=0', 'privileged', false],
  ['--privileged=$P', 'privileged', '? $P is not known here'],
  ['--privileged=maybe', 'privileged', '? not true or false'],
  ['--user 0', 'user', '0'],
  ['-u web:shop', 'group', 'shop'],
  ['--net=host', 'network', 'host'],
  ['--network none', 'network', 'none'],
  ['--network container:db', 'network', 'container:db'],
  ['--network bridge', 'network', 'private'],
  ['--network shop --network=name=back,alias=web', 'networks', ['shop', 'back']],
  ['--network "$N"', 'network', '? $N is not known here'],
  ['--pid host', 'pid', 'host'],
  ['--pid container:db', 'pid', 'container:db'],
  ['--ipc shareable', 'ipc', 'private'],
  ['--uts host', 'uts', 'host'],
  ['--cgroupns host', 'cgroup', 'host'],
  ['--userns host', 'userNamespace', false],
  ['--security-opt seccomp=unconfined', 'seccomp', { type: 'unconfined' }],
  ['--security-opt seccomp:unconfined', 'seccomp', { type: 'unconfined' }],
  ['--security-opt seccomp=/p.json', 'seccomp', { type: 'localhost', name: '/p.json' }],
  ['--security-opt seccomp=builtin', 'seccomp', { type: 'runtime' }],
  ['--security-opt "seccomp=$P"', 'seccomp', '? $P is not known here'],
  ['--security-opt "$O"', 'apparmor', '? $O is not known here'],
  ['--security-opt apparmor=unconfined', 'apparmor', { type: 'unconfined' }],
  ['--security-opt no-new-privileges', 'noNewPrivileges', true],
  ['--security-opt no-new-privileges:false', 'noNewPrivileges', false],
  ['--security-opt label=disable', 'selinuxDisabled', true],
  ['--security-opt label=type:spc_t', 'selinuxDisabled', true],
  ['--security-opt label=type:a_t --security-opt label=level:s0', 'selinux', { type: 'a_t', level: 's0' }],
  ['--security-opt systempaths=unconfined', 'procUnmasked', true],
  ['--cap-add CAP_net_admin --cap-add ALL', 'capAdd', ['NET_ADMIN', 'ALL']],
  ['--memory 1g', 'memoryLimit', 1_073_741_824],
  ['-m0', 'memoryLimit', -1],
  ['--cpus 1.5', 'cpuLimit', 1.5],
  ['--cpu-quota 50000', 'cpuLimit', 0.5],
  ['--cpu-period 50000 --cpu-quota 50000', 'cpuLimit', 1],
  ['--pids-limit -1', 'pidsLimit', -1],
  ['--memory-reservation 64m', 'memoryRequest', 67_108_864],
  ['--storage-opt size=10G', 'storageLimit', 10_737_418_240],
  ['--oom-kill-disable', 'oomKillDisable', true],
  ['--oom-score-adj -500', 'oomScoreAdj', -500],
  ['--restart unless-stopped', 'restart', { policy: 'unless-stopped' }],
  ['--no-healthcheck', 'healthcheck', 'none'],
  ['--pull always', 'pullPolicy', 'always'],
  ['-P', 'publishAll', true],
  ['--gpus all', 'gpus', 'all'],
  ['--gpus 2', 'gpus', '2'],
  [`--gpus '"device=0,1"'`, 'gpus', '0,1'],
  ['--use-api-socket', 'useApiSocket', true],
  ['--runtime runsc', 'runtime', 'runsc'],
  ['--isolation process', 'isolation', 'process'],
  ['--cgroup-parent /x', 'cgroupParent', '/x'],
  ['-v /a:/b:ro,z', 'mounts', [{ kind: 'bind', source: '/a', target: '/b', readOnly: true }]],
  ['-v ~/.ssh:/s', 'mounts', [{ kind: 'bind', source: '~/.ssh', target: '/s', readOnly: false }]],
  ['-v $HOME/.ssh:/s', 'mounts', [{ kind: 'bind', source: '~/.ssh', target: '/s', readOnly: false }]],
  ['-v "$(pwd)":/s', 'mounts', [{ kind: 'bind', source: '.', target: '/s', readOnly: false }]],
  ['-v "$DIR":/s', 'mounts', ['? $DIR is not known here']],
  ['-v /s', 'mounts', [{ kind: 'volume', target: '/s', readOnly: false }]],
  ['-v data:/s:nocopy', 'mounts', [{ kind: 'volume', source: 'data', target: '/s', readOnly: false }]],
  [
    String.raw`-v 'C:\a:C:\b:ro'`,
    'mounts',
    [{ kind: 'bind', source: String.raw`C:\a`, target: String.raw`C:\b`, readOnly: true }],
  ],
  ['-v /a:/b:c:d', 'mounts', ['? not a volume']],
  ['--mount type=bind,src=/a,dst=/b,ro', 'mounts', [{ kind: 'bind', source: '/a', target: '/b', readOnly: true }]],
  [
    '--mount type=bind,source=/a,destination=/b,readonly=false,bind-propagation=rshared',
    'mounts',
    [{ kind: 'bind', source: '/a', target: '/b', readOnly: false, propagation: 'shared' }],
  ],
  [
    '--mount source=v,target=/b,volume-subpath=x',
    'mounts',
    [{ kind: 'volume', source: 'v', target: '/b', readOnly: false, subPath: 'x' }],
  ],
  [
    '--mount type=volume,dst=/b,volume-driver=local,volume-opt=type=none,volume-opt=o=bind,volume-opt=device=/etc',
    'mounts',
    [{ kind: 'bind', source: '/etc', target: '/b', readOnly: false }],
  ],
  [
    `--mount 'type=volume,dst=/b,"volume-opt=o=ro,bind",volume-opt=device=/etc'`,
    'mounts',
    [{ kind: 'bind', source: '/etc', target: '/b', readOnly: false }],
  ],
  [
    '--mount type=image,source=a:1,target=/b',
    'mounts',
    [{ kind: 'image', source: 'a:1', target: '/b', readOnly: true }],
  ],
  ['--mount type=bind,src=/a', 'mounts', ['? not a mount']],
  [
    '--tmpfs /t:rw,noexec,size=64k',
    'mounts',
    [{ kind: 'tmpfs', target: '/t', readOnly: false, sizeLimit: 65_536, noexec: true }],
  ],
  [
    '-p 8080:80 -p 127.0.0.1::53/udp',
    'ports',
    [
      { container: 80, host: 8080, protocol: 'tcp' },
      { container: 53, host: 0, hostIp: '127.0.0.1', protocol: 'udp' },
    ],
  ],
  ['--expose 80', 'ports', [{ container: 80, protocol: 'tcp' }]],
  ['-p $P:80', 'ports', ['? $P is not known here']],
  ['-e A=1 -e A=2 -e B', 'env', [{ name: 'A', value: '2' }, { name: 'B' }]],
  [
    '-e A=$B -e "C=x$D"',
    'env',
    [
      { name: 'A', ref: '$B' },
      { name: 'C', value: 'x$D' },
    ],
  ],
  ['-e "$A=1"', 'env', ['? $A is not known here']],
  [
    '--device /dev/a:/dev/b:r --device /dev/c',
    'devices',
    [{ host: '/dev/a', container: '/dev/b', permissions: 'r' }, { host: '/dev/c' }],
  ],
  ['--device nvidia.com/gpu=all', 'gpus', 'all'],
  [`--device-cgroup-rule 'c 1:3 rwm'`, 'deviceRules', ['c 1:3 rwm']],
  ['--group-add docker --group-add 0', 'groups', ['docker', '0']],
  ['--sysctl net.ipv4.ip_forward=1', 'sysctls', [{ name: 'net.ipv4.ip_forward', value: '1' }]],
  [
    '--ulimit nofile=1024:2048 --ulimit core=-1',
    'ulimits',
    [
      { name: 'nofile', soft: 1024, hard: 2048 },
      { name: 'core', soft: -1, hard: -1 },
    ],
  ],
  ['--link db:database', 'links', ['db:database']],
  ['--add-host a:10.0.0.1', 'extraHosts', ['a:10.0.0.1']],
  ['--volumes-from db:ro', 'mounts', ['? the mounts of db are not known here']],
  ['--health-cmd x', 'handlers', [{ when: 'health', how: 'exec', command: ['/bin/sh', '-c', 'x'] }]],
  ['--entrypoint /bin/x', 'command', ['/bin/x', 'sh']],
];
for (const [text, field, value] of options) {
  test(`docker run ${text}`, async () => assert.deepEqual((await fieldsOf(text))[field], value));
}
const podman: readonly (readonly [options: string, field: string, value: unknown])[] = [
  ['--cap-add a,b', 'capAdd', ['A', 'B']],
  ['--network pasta:-T,22', 'network', 'private'],
  ['--network shop:ip=10.0.0.2', 'networks', ['shop']],
  ['--network ns:/run/netns/x', 'network', '? a network namespace by its path'],
  ['--userns keep-id:uid=1', 'userNamespace', true],
  ['--userns auto', 'userNamespace', true],
  ['--uidmap 0:100000:65536', 'userNamespace', true],
  ['--uidmap 0:0:1 --uidmap 1:100000:65536', 'userNamespace', false],
  ['--security-opt unmask=ALL', 'procUnmasked', true],
  ['--security-opt unmask=/proc/kcore', 'procUnmasked', true],
  ['--security-opt unmask=/sys/fs/cgroup', 'procUnmasked', undefined],
  [
    '--secret key,target=/k,mode=0400',
    'mounts',
    [{ kind: 'secret', source: 'key', target: '/k', readOnly: true, mode: 0o400 }],
  ],
  ['--secret key', 'mounts', [{ kind: 'secret', source: 'key', target: '/run/secrets/key', readOnly: true }]],
  ['--secret key,type=env,target=KEY', 'env', [{ name: 'KEY', ref: 'secret:key' }]],
  ['--env-host', 'env', ['? all variables of whoever starts it are handed in']],
  ['-v /a:/b:O', 'mounts', [{ kind: 'bind', source: '/a', target: '/b', readOnly: true }]],
  [`--entrypoint '["a", "b"]'`, 'command', ['a', 'b', 'sh']],
  [`--health-cmd '["CMD", "a"]'`, 'handlers', [{ when: 'health', how: 'exec', command: ['a'] }]],
  ['--health-cmd none', 'healthcheck', 'none'],
];
for (const [text, field, value] of podman) {
  test(`podman run ${text}`, async () => assert.deepEqual((await fieldsOf(text, 'podman'))[field], value));
}

test('labels, from options and from a file', async () => {
  const drafts = await read('docker run -l a=b=c --label d --label-file l --label $X alpine', 'x/run.sh', {
    'x/l': 'a=z\n# no\ne=f\n',
  });
  assert.deepEqual(workloadsIn(drafts)[0]?.labels, { a: 'b=c', d: '', e: 'f' });
});
test('a seccomp profile beside the script is looked into, one that is not there is told', async () => {
  const script = 'docker run --security-opt seccomp=open.json a\ndocker run --security-opt seccomp=/etc/p.json a\n';
  const drafts = await read(script, 'x/run.sh', { 'x/open.json': '{"defaultAction": "SCMP_ACT_ALLOW"}' });
  assert.deepEqual(
    workloadsIn(drafts).map(({ containers }) => bare(containers[0])['seccomp']),
    [
      { type: 'localhost', name: 'open.json', calls: { allowed: [], denied: [], others: 'allowed' } },
      { type: 'localhost', name: '/etc/p.json' },
    ],
  );
  assert.deepEqual(
    unknownsIn(drafts).map(({ code, incomplete }) => [code, incomplete]),
    [['companion-missing', false]],
  );
});
test('a folder in place of an image is none', async () => {
  const [container] = await containersOf('podman run --rootfs /srv/root sh');
  assert.equal(container?.image, undefined);
});

test('a script within another file: its lines and columns are those of the file', async () => {
  const raw = { format: 'docker-run', path: 'ci.yaml', document: 0, pointer: ['jobs', 0] } as const;
  const script = openScript('echo\ndocker run --privileged alpine\n', raw, { line: 7, column: 5, offset: 90 });
  const drafts: Draft[] = [];
  for await (const draft of draftsOfScripts([script])) drafts.push(draft);
  const [container] = workloadsIn(drafts).flatMap(({ containers }) => containers);
  assert.deepEqual(container?.at, { path: 'ci.yaml', line: 8, column: 5 });
  assert.deepEqual(container.raw.pointer, ['jobs', 0, 95, 125]);
});

const files: readonly (readonly [fact: string, name: string, mode: number, wanted: boolean])[] = [
  ['a script', 'a/run.sh', 0o644, true],
  ['a command that can be executed', 'bin/run', 0o755, true],
  ['a file without an ending that cannot', 'LICENSE', 0o644, false],
  ['another ending', 'a.txt', 0o755, false],
  ['a makefile', 'build/common.mk', 0o644, true],
  ['a unit', 'web.service', 0o644, true],
  ['what lies on top of a unit', 'web.service.d/run.conf', 0o644, true],
  ['other configuration', 'nginx.conf', 0o644, false],
  ['what belongs to installed packages', 'node_modules/x/run.sh', 0o755, false],
];
for (const [fact, name, mode, wanted] of files) {
  test(`which files: ${fact}`, () => {
    const keep = dockerRunReader.refine?.({ path: name, type: 'file', size: 9, mode, uid: 0, gid: 0 });
    assert.equal(keep, wanted ? 'whole' : 'no');
  });
}
test('a command is read when a shell reads it', async () => {
  assert.equal((await containersOf('#!/usr/bin/env bash\ndocker run a', 'bin/run')).length, 1);
  assert.equal((await containersOf('#!/usr/bin/python3\ndocker run a', 'bin/run')).length, 0);
});
test('a command line that is a target starts something, or that is told', async () => {
  const drafts = await read('docker run', 'command-line');
  assert.deepEqual(
    unknownsIn(drafts).map(({ code, incomplete }) => [code, incomplete]),
    [['unsupported', true]],
  );
  assert.equal(workloadsIn(await read('docker run alpine', 'command-line')).length, 1);
});
test('a script that cannot be read is told when it may start something', async () => {
  const codes = async (text: string) => unknownsIn(await read(text)).map(({ code, at }) => [code, at?.line]);
  assert.deepEqual(await codes('docker run a\nif x\n'), [['bad-syntax', 3]]);
  assert.deepEqual(await codes('docker ps\nif x\n'), []);
});
