// Rootfs, folder and file against the contract of all places, and what each adds to it.
import assert from 'node:assert/strict';
import { chmodSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { AppError, type AppErrorCode } from '../model/errors.ts';
import type { OpenOptions, Source, SourceKind } from '../model/source.ts';
import { toPrefix } from './disk-tree.ts';
import { directory } from './directory.ts';
import { file } from './file.ts';
import { plant } from './planted-tree.ts';
import { rootfs } from './rootfs.ts';
import { seenIn, testSource, wish, type Planted } from './source-contract.ts';
import { openStdinText } from './stdin-text.ts';

const work = mkdtempSync(path.join(tmpdir(), 'plimsoll-places-'));
after(() => rmSync(work, { recursive: true, force: true }));
const options: OpenOptions = { signal: new AbortController().signal, skip: [] };
function planted(members: readonly Planted[]): string {
  const root = mkdtempSync(path.join(work, 't-'));
  plant(root, members);
  return root;
}
async function open(kind: SourceKind, members: readonly Planted[], more: Partial<OpenOptions> = {}): Promise<Source> {
  return kind.open(planted(members), { ...options, ...more });
}
async function pathsIn(source: Source): Promise<readonly string[]> {
  const { prefix } = source.describe();
  const seen = await seenIn(source, wish({ keep: 'header' }));
  return seen.filter(({ type }) => type === 'file').map((one) => one.path.slice(prefix.length));
}

testSource({ name: 'rootfs', fifos: true, open: async (members) => open(rootfs, members) });
testSource({ name: 'directory', fifos: true, open: async (members) => open(directory, members) });

const sign: Planted = { path: 'etc/os-release', text: 'ID=test\n' };
const kinds: readonly (readonly [fact: string, kind: SourceKind, members: readonly Planted[], is: boolean])[] = [
  ['a folder with etc/os-release is a root filesystem', rootfs, [sign], true],
  [
    'so is one whose os-release is an absolute link inside',
    rootfs,
    [
      { path: 'usr/lib/os-release', text: '' },
      { path: 'etc/os-release', link: '/usr/lib/os-release' },
    ],
    true,
  ],
  ['so is one with a dpkg database', rootfs, [{ path: 'var/lib/dpkg', is: 'folder' }], true],
  ['so is one with an apk database', rootfs, [{ path: 'lib/apk/db', is: 'folder' }], true],
  ['a folder without any of them is none', rootfs, [{ path: 'etc/passwd', text: '' }], false],
  ['a folder is a directory', directory, [], true],
  ['a folder is no file', file, [], false],
];
for (const [fact, kind, members, is] of kinds) {
  test(`isAt: ${fact}`, async () => assert.equal(await kind.isAt(planted(members)), is));
}
test('isAt: / is a root filesystem', async () => assert.equal(await rootfs.isAt('/'), true));

const leftOut: readonly (readonly [fact: string, kind: SourceKind, path: string, is: boolean])[] = [
  ['rootfs leaves the kernel out', rootfs, 'proc/1/environ', true],
  ['rootfs leaves devices out', rootfs, 'dev/x', true],
  ['rootfs leaves run out', rootfs, 'run/x', true],
  ['rootfs keeps a folder of that name elsewhere', rootfs, 'srv/proc/x', false],
  ['rootfs leaves layers of Docker out', rootfs, 'var/lib/docker/overlay2/1/diff/var/lib/dpkg/status', true],
  ['rootfs leaves layers of containerd out', rootfs, 'var/lib/containerd/x', true],
  ['rootfs leaves layers of Podman out', rootfs, 'var/lib/containers/storage/overlay/x', true],
  ['rootfs leaves layers of a user of Podman out', rootfs, 'home/a/.local/share/containers/storage/x', true],
  ['rootfs leaves layers of k3s out', rootfs, 'var/lib/rancher/k3s/agent/containerd/x', true],
  ['rootfs keeps what lies beside them', rootfs, 'var/lib/dpkg/status', false],
  ['rootfs leaves snaps out', rootfs, 'snap/core/1/x', true],
  ['directory leaves .git out', directory, '.git/config', true],
  ['directory leaves .git out below', directory, 'sub/.git/config', true],
  ['directory keeps .github', directory, '.github/x.yaml', false],
  ['directory keeps node_modules', directory, 'node_modules/a/package.json', false],
  ['directory keeps a folder called proc', directory, 'proc/x', false],
];
for (const [fact, kind, member, is] of leftOut) {
  test(fact, async () => {
    const source = await open(kind, [sign, { path: member, text: 'x' }]);
    assert.deepEqual(await pathsIn(source), is ? ['etc/os-release'] : ['etc/os-release', member].sort());
  });
}
test('engines that are left out are told, and do not make the answer incomplete', async () => {
  const source = await open(rootfs, [sign, { path: 'var/lib/docker/overlay2/x', text: '' }]);
  await pathsIn(source);
  assert.deepEqual(
    source.unknowns().map(({ code, at, incomplete }) => ({ code, path: at?.path, incomplete })),
    [{ code: 'unsupported', path: 'var/lib/docker', incomplete: false }],
  );
});

const skips: readonly (readonly [fact: string, skip: string, left: readonly string[]])[] = [
  ['a name at any depth', 'b', ['a/c']],
  ['a path', 'a/b', ['a/c', 'b/x']],
  ['a pattern', '**/{x,c}', ['a/b/y']],
  ['nothing that it does not match', 'z/**', ['a/b/x', 'a/b/y', 'a/c', 'b/x']],
];
for (const [fact, skip, left] of skips) {
  test(`--skip leaves out ${fact}`, async () => {
    const members = ['a/b/x', 'a/b/y', 'a/c', 'b/x'].map((name) => ({ path: name, text: 'x' }));
    assert.deepEqual(await pathsIn(await open(directory, members, { skip: [skip] })), left);
  });
}
test('--skip takes a path as the report shows it', async () => {
  const root = planted([
    { path: 'a/b', text: 'x' },
    { path: 'c', text: 'x' },
  ]);
  const source = await directory.open(root, { ...options, skip: [`${root}/a`] });
  assert.deepEqual(await pathsIn(source), ['c']);
});

const prefixes: readonly (readonly [target: string, prefix: string])[] = [
  ['.', ''],
  ['./', ''],
  ['examples/harbour', 'examples/harbour/'],
  ['./examples//harbour/', 'examples/harbour/'],
  ['examples/x/../harbour', 'examples/harbour/'],
  ['../other', '../other/'],
  ['/', '/'],
  ['/srv/app/', '/srv/app/'],
  [process.cwd(), ''],
  [`${process.cwd()}/examples`, 'examples/'],
];
for (const [target, prefix] of prefixes) {
  test(`paths of ${target} begin with '${prefix}'`, () => assert.equal(toPrefix(target), prefix));
}

test('a folder is never left through an absolute link, a root filesystem reads it from its root', async () => {
  const members: readonly Planted[] = [sign, { path: 'link', link: '/etc/os-release' }];
  const folder = await open(directory, members);
  assert.equal(await folder.near?.(`${folder.describe().prefix}link`), undefined);
  const tree = await open(rootfs, members);
  assert.equal(Buffer.from((await (await tree.near?.('link'))?.read(100)) ?? []).toString(), 'ID=test\n');
});
test('near of a folder gives nothing for a path of elsewhere', async () => {
  const folder = await open(directory, [sign]);
  assert.equal(await folder.near?.('/etc/passwd'), undefined);
  assert.equal(await folder.near?.('etc/os-release'), undefined);
});

test('a file that was replaced after it was seen is not read', async () => {
  const root = planted([
    { path: 'a', text: 'old' },
    { path: 'b', text: 'new' },
  ]);
  const source = await directory.open(root, options);
  for await (const [entry] of source.entries(wish({ matches: (name) => name.endsWith('/a') }), options)) {
    renameSync(path.join(root, 'b'), path.join(root, 'a'));
    await assert.rejects(entry?.read(100) ?? Promise.resolve(), { code: 'unreadable' });
  }
});
test('a file that became a link after it was seen is not read', async () => {
  const root = planted([{ path: 'a', text: 'old' }]);
  const source = await directory.open(root, options);
  for await (const [entry] of source.entries(wish(), options)) {
    rmSync(path.join(root, 'a'));
    symlinkSync('/etc/passwd', path.join(root, 'a'));
    await assert.rejects(entry?.read(100) ?? Promise.resolve(), { code: 'unreadable' });
  }
});
test('names that are no UTF-8 are read, and told apart', async () => {
  const root = planted([]);
  for (const byte of [0xfe, 0xff])
    writeFileSync(Buffer.concat([Buffer.from(`${root}/x`), Buffer.from([byte])]), `${byte}`);
  const seen = await seenIn(await directory.open(root, options));
  assert.deepEqual(
    seen.map(({ path: name, text }) => [path.basename(name), text]),
    [
      [String.raw`x\xfe`, '254'],
      [String.raw`x\xff`, '255'],
    ],
  );
});
test('folders below a name that is no UTF-8 are walked', async () => {
  const root = planted([{ path: 'd/f', text: 'x' }]);
  renameSync(path.join(root, 'd'), Buffer.concat([Buffer.from(`${root}/d`), Buffer.from([0xff])]));
  assert.deepEqual(await pathsIn(await directory.open(root, options)), [String.raw`d\xff/f`]);
});

const root = process.getuid?.() === 0 ? { skip: 'root can open everything' } : {};
test('a folder that cannot be opened is an unknown that counts', root, async () => {
  const place = planted([
    { path: 'secret/x', text: 'x' },
    { path: 'y', text: 'y' },
  ]);
  chmodSync(path.join(place, 'secret'), 0);
  const source = await directory.open(place, options);
  assert.deepEqual(await pathsIn(source), ['y']);
  assert.deepEqual(
    source.unknowns().map(({ code, incomplete }) => [code, incomplete]),
    [['unreadable', true]],
  );
  chmodSync(path.join(place, 'secret'), 0o700);
});

test('a file is one entry, and its neighbours can be asked for', async () => {
  const place = planted([
    { path: 'compose.yaml', text: 'a' },
    { path: '.env', text: 'b' },
    { path: 'web/x', text: 'c' },
  ]);
  const source = await file.open(path.join(place, 'compose.yaml'), options);
  assert.deepEqual(
    (await seenIn(source)).map(({ path: name, text }) => [name, text]),
    [[`${place}/compose.yaml`, 'a']],
  );
  assert.equal((await source.near?.(`${place}/.env`))?.size, 1);
  assert.equal((await source.near?.(`${place}/web/x`))?.size, 1);
  assert.equal(await source.near?.(`${place}/../x`), undefined);
});
test('a file that the user names may be a link', async () => {
  const place = planted([
    { path: 'real/a.yaml', text: 'a' },
    { path: 'a.yaml', link: 'real/a.yaml' },
    { path: 'b', text: 'bb' },
  ]);
  const source = await file.open(path.join(place, 'a.yaml'), options);
  assert.equal((await seenIn(source))[0]?.text, 'a');
  assert.equal((await source.near?.(`${place}/b`))?.size, 2);
});

const refused: readonly (readonly [fact: string, kind: SourceKind, target: string, code: AppErrorCode])[] = [
  ['what is not there', file, '/nowhere/at/all', 'target-not-found'],
  ['a folder that is not there', directory, '/nowhere/at/all', 'target-not-found'],
  ['a device as a file', file, '/dev/null', 'target-unsupported'],
  ['a file as a folder', directory, import.meta.filename, 'target-unsupported'],
  ['a file as a root filesystem', rootfs, import.meta.filename, 'target-unsupported'],
];
for (const [fact, kind, target, code] of refused) {
  test(`${fact} is refused in words`, async () => {
    await assert.rejects(
      kind.open(target, options),
      (error) => error instanceof AppError && error.code === code && error.message.includes(target),
    );
  });
}

async function* chunks(...texts: readonly string[]): AsyncGenerator<Uint8Array> {
  for (const text of texts) yield Buffer.from(text);
}
test('text of standard input is one file that can be read again', async () => {
  const source = await openStdinText(chunks('a: ', 'b\n'), options);
  assert.deepEqual(source.describe(), { kind: 'file', name: '-', prefix: '', repeatable: true });
  for (let round = 0; round < 2; round += 1)
    assert.deepEqual(await seenIn(source), [{ path: 'stdin.yaml', type: 'file', text: 'a: b\n' }]);
});
for (const [content, name] of [
  ['{"apiVersion": "v1"}', 'stdin.json'],
  ['{{- if .Values.x }}\napiVersion: v1\n', 'stdin.yaml'],
] as const) {
  test(`text of standard input is called ${name} when it begins ${content.slice(0, 4)}`, async () => {
    const [seen] = await seenIn(await openStdinText(chunks(content), options));
    assert.equal(seen?.path, name);
  });
}
test('text of standard input has a bound', async () => {
  await assert.rejects(openStdinText(chunks('aaa', 'bbb'), { ...options, maxBytes: 5 }), { code: 'target-unreadable' });
});
const told: readonly (readonly [fact: string, content: string, code: string | undefined])[] = [
  ['a manifest', 'apiVersion: v1\nkind: ConfigMap\n', undefined],
  ['a manifest in UTF-16', 'a\0p\0i\0', undefined],
  ['a Compose file', '{"services": {}}', undefined],
  ['a Dockerfile', 'FROM scratch\n', undefined],
  ['other text', 'Error: no such chart\n', 'unsupported'],
];
for (const [fact, content, code] of told) {
  test(`standard input that is ${fact} is ${code === undefined ? 'read' : 'told as not read'}`, async () => {
    const source = await openStdinText(chunks(content), options);
    const unknowns = source.unknowns();
    assert.deepEqual([unknowns[0]?.code, unknowns[0]?.incomplete], [code, code && true]);
  });
}
for (const [content, code] of [
  ['', 'target-empty'],
  [' \n\t\n', 'target-empty'],
  ['\u007fELF\u0002\u0001\0\0', 'target-unsupported'],
] as const) {
  test(`standard input of ${JSON.stringify(content)} is ${code}`, async () => {
    await assert.rejects(openStdinText(chunks(content), options), { code });
  });
}
test('a file that is named and that nobody reads makes the answer incomplete', async () => {
  const source = await file.open(path.join(planted([{ path: 'image.tar', text: 'no tar' }]), 'image.tar'), options);
  assert.deepEqual(await seenIn(source, wish({ matches: () => false })), []);
  const [unknown] = source.unknowns();
  assert.deepEqual([unknown?.code, unknown?.incomplete], ['unsupported', true]);
});
