// What a Dockerfile declares: one row, one fact; and that no text of any kind brings the reader down.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import type { Entry } from '../../model/entry.ts';
import type { BuildDraft, Stage } from '../../model/build-facts.ts';
import type { Draft, UnknownDraft } from '../../model/facts.ts';
import { valueOf } from '../../model/field.ts';
import { dockerfileReader } from './dockerfile.ts';
import { processorMs, startedNow } from '../../../test/processor-time.ts';

const folder = path.resolve(import.meta.dirname, '../../../testdata/readers/dockerfile');
async function read(content: string | Uint8Array, name = 'app/Dockerfile'): Promise<readonly Draft[]> {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  const entry: Entry = {
    path: name,
    type: 'file',
    size: bytes.length,
    mode: 0o644,
    uid: 0,
    gid: 0,
    head: async (n) => bytes.subarray(0, n),
    read: async () => bytes,
    async *stream() {
      yield bytes;
    },
  };
  const drafts: Draft[] = [];
  for await (const draft of dockerfileReader.read(entry)) drafts.push(draft);
  return drafts;
}
async function readBuild(content: string): Promise<BuildDraft> {
  const build = (await read(content)).find((draft): draft is BuildDraft => draft.kind === 'build');
  assert.ok(build !== undefined, content);
  return build;
}
async function unknownsOf(content: string, name?: string): Promise<readonly UnknownDraft[]> {
  return (await read(content, name)).filter((draft): draft is UnknownDraft => draft.kind === 'unknown');
}
function fixture(name: string): string {
  return readFileSync(path.join(folder, name, 'Dockerfile'), 'utf8');
}
function last(build: BuildDraft): Stage {
  const stage = build.stages.at(-1);
  assert.ok(stage !== undefined);
  return stage;
}

const users: readonly (readonly [fact: string, text: string, user: string | undefined])[] = [
  ['none', 'FROM a', undefined],
  ['the last counts', 'FROM a\nUSER root\nUSER app', 'app'],
  ['of the stage built on', 'FROM a AS b\nUSER app\nFROM b', 'app'],
  ['of the stage built on, two down', 'FROM a AS b\nUSER app\nFROM b AS c\nFROM c', 'app'],
  ['stage names in any case', 'FROM a AS Base\nUSER app\nFROM bASE', 'app'],
  ['the latest stage of a name', 'FROM a AS b\nUSER x\nFROM a AS b\nUSER y\nFROM b', 'y'],
  ['not of another stage', 'FROM a AS b\nUSER app\nFROM c\nCOPY --from=b / /', undefined],
  ['with its group', 'FROM a\nUSER 1000:1000', '1000:1000'],
  ['from ENV', 'FROM a\nENV U=app\nUSER $U', 'app'],
  ['from ARG', 'FROM a\nARG U=app\nUSER ${U}', 'app'],
  ['a global ARG does not reach in', 'ARG U=app\nFROM a\nUSER ${U:-none}', 'none'],
  ['a global ARG that is named again does', 'ARG U=app\nFROM a\nARG U\nUSER ${U:-none}', 'app'],
  ['ENV beats ARG', 'FROM a\nARG U=x\nENV U=y\nARG U=z\nUSER $U', 'y'],
  ['ENV of the stage built on', 'FROM a AS b\nENV U=app\nFROM b\nUSER $U', 'app'],
  ['ENV is expanded with what held before', 'FROM a\nENV U=x\nENV U=y V=$U\nUSER $V', 'x'],
  ['the old form of ENV', 'FROM a\nENV U app\nUSER $U', 'app'],
  ['quoted', 'FROM a\nUSER "app"', 'app'],
];
for (const [fact, text, user] of users) {
  test(`user: ${fact}`, async () => assert.equal(valueOf(last(await readBuild(text)).user), user));
}
test('user: from a variable that nobody sets is unknown, not absent', async () => {
  const { user } = last(await readBuild('FROM a\nUSER $U'));
  assert.ok(user !== undefined && 'unknown' in user);
});

const bases: readonly (readonly [fact: string, text: string, base: string | undefined])[] = [
  ['a name', 'FROM a:1', 'a:1'],
  ['with a platform', 'FROM --platform=linux/arm64 a:1 AS b', 'a:1'],
  ['a default', 'ARG V=1\nFROM a:$V', 'a:1'],
  ['an ARG that builds on another', 'ARG V=1\nARG W=${V}.2\nFROM a:$W', 'a:1.2'],
  ['a default in place', 'FROM a:${V:-3}', 'a:3'],
  ['an alternative', 'ARG S=x\nFROM a:1${S:+-slim}', 'a:1-slim'],
  ['a prefix off', 'ARG V=v1.2\nFROM a:${V#v}', 'a:1.2'],
  ['ARG of an earlier stage does not count', 'ARG V=1\nFROM a\nARG V=2\nFROM b:$V', 'b:1'],
  ['nothing set', 'FROM a:$V', undefined],
  ['no default', 'ARG V\nFROM a:$V', undefined],
];
for (const [fact, text, base] of bases) {
  test(`base: ${fact}`, async () => assert.equal(valueOf(last(await readBuild(text)).base), base));
}

const unset: readonly (readonly [fact: string, text: string, names: string])[] = [
  ['nothing sets it', 'FROM a\nCOPY $X /', 'X'],
  ['ENV sets it', 'FROM a\nENV X=1\nCOPY $X /', ''],
  ['ARG names it', 'FROM a\nARG X\nCOPY $X /', ''],
  ['only a global ARG does', 'ARG X=1\nFROM a\nCOPY $X /', 'X'],
  ['the stage built on does', 'FROM a AS b\nARG X\nFROM b\nCOPY $X /', ''],
  ['another stage does', 'FROM a AS b\nARG X\nFROM c\nCOPY $X /', 'X'],
  ['a default helps', 'FROM a\nCOPY ${X:-1} /', ''],
  ['in a default', 'FROM a\nCOPY ${X:-$Y} /', 'Y'],
  ['each once', 'FROM a\nLABEL a=$X b=$X c=$Y', 'X Y'],
  ['the shell expands for itself', 'FROM a\nRUN echo $X\nCMD $X', ''],
  ['quoted', "FROM a\nLABEL a='$X'", ''],
  ['in a file that COPY writes', "FROM a\nCOPY <<E /x\n'$X' \\$Y ${Z}\nE", 'X Z'],
  ['in one that nobody expands', 'FROM a\nCOPY <<"E" /x\n$X\nE', ''],
  ['in a script', 'FROM a\nRUN <<E\necho $X\nE', ''],
];
for (const [fact, text, names] of unset) {
  test(`unset: ${fact}`, async () => {
    const { instructions } = last(await readBuild(text));
    assert.equal(instructions.flatMap((instruction) => instruction.unset).join(' '), names);
  });
}

const texts: readonly (readonly [fact: string, text: string, found: readonly string[]])[] = [
  ['of a command', 'FROM a\nRUN cat <<E > /f\nb\nE', ['3 cat /f b\n']],
  ['within a script', 'FROM a\nRUN <<E\nx\ncat > /f <<I\nb\nI\nE', ['5 cat /f b\n']],
  ['for another interpreter', 'FROM a\nRUN <<E\n#!/usr/bin/python3\nb\nE', ['3   #!/usr/bin/python3\nb\n']],
  ['where the shell cannot be read', 'FROM a\nRUN cat <<E > /f && (\nb\nE', ['3   b\n']],
  ['as a file', 'FROM a\nCOPY <<E /f\nb\nE', ['3  /f b\n']],
  ['as a file in a folder', 'FROM a\nADD <<E /f/\nb\nE', ['3  /f/E b\n']],
  ['as several', 'FROM a\nCOPY <<E x <<"G" /f\nb\nE\nc\nG', ['3  /f/E b\n', '5  /f/G c\n']],
  ['under a name that is known', 'FROM a\nARG N=f\nCOPY <<E /$N\nb\nE', ['4  /f b\n']],
];
for (const [fact, text, found] of texts) {
  test(`here-document ${fact}`, async () => {
    const { instructions } = last(await readBuild(text));
    const shown = instructions.flatMap((instruction) =>
      instruction.texts.map(({ at, program = '', path = '', text: body }) => `${at.line} ${program} ${path} ${body}`),
    );
    assert.deepEqual(shown, found);
  });
}

const unknowns: readonly (readonly [fact: string, text: string, expected: readonly string[]])[] = [
  ['a base that hangs on nothing', 'FROM $X', ['1 value-unresolved told']],
  ['an unknown instruction', 'FROM a\nFOO b', ['2 bad-syntax told']],
  ['shell that does not parse', 'FROM a\nRUN x \\\n && (', ['3 bad-syntax told']],
  ['an instruction before FROM', 'RUN a\nFROM b', ['1 bad-syntax told']],
  ['no FROM', 'RUN a', ['1 bad-syntax incomplete']],
  ['a template', '{% if x %}\nRUN {{ y }}', ['1 not-rendered told']],
  ['a large here-document', `FROM a\nCOPY <<E /f\n${'x'.repeat(300_000)}\nE`, ['3 limit-reached incomplete']],
  ['too many instructions', `FROM a\n${'RUN b\n'.repeat(20_001)}`, ['20001 limit-reached incomplete']],
];
for (const [fact, text, expected] of unknowns) {
  test(`unknown: ${fact}`, async () => {
    const found = await unknownsOf(text);
    assert.deepEqual(
      found.map(({ at, code, incomplete }) => `${at?.line} ${code} ${incomplete ? 'incomplete' : 'told'}`),
      expected,
    );
  });
}
test('a file that only looks like one by its ending says nothing', async () => {
  assert.deepEqual(await read('# notes\n', 'x.dockerfile'), []);
});

test('commands know their line, and take lists apart', async () => {
  const [build] = (await readBuild(fixture('multistage'))).stages;
  const run = build?.instructions.find(({ keyword }) => keyword === 'RUN');
  assert.deepEqual(
    run?.commands.map(
      ({ name, args, at }) => `${at.line}:${at.column} ${[name, ...args].map(({ text }) => text).join(' ')}`,
    ),
    ['11:42 npm ci', '14:5 npm run build'],
  );
  assert.equal(run?.endLine, 14);
  assert.equal(run?.flags['mount'], 'type=cache,target=/root/.npm');
});
test('stages know what they build on, and variables where they come from', async () => {
  const build = await readBuild(fixture('multistage'));
  assert.deepEqual(
    build.stages.map(({ name, baseStage }) => [name, baseStage]),
    [
      ['build', undefined],
      ['base', undefined],
      [undefined, 1],
    ],
  );
  assert.deepEqual(
    build.stages.map(({ base }) => valueOf(base)),
    ['node:20.17.0-alpine', 'debian:12.7-slim', 'base'],
  );
  assert.deepEqual(build.stages[0]?.env.map(valueOf), [
    { name: 'TOKEN', ref: '$NPM_TOKEN' },
    { name: 'VERSION', value: '20.17.0' },
  ]);
  assert.deepEqual(
    build.args.map((arg) => valueOf(arg)?.name),
    ['NODE', 'VARIANT', 'NODE', 'NPM_TOKEN'],
  );
  assert.equal(valueOf(last(build).user), 'app');
});
test('here-documents are scripts or data', async () => {
  const build = await readBuild(fixture('heredoc'));
  const commands = last(build).instructions.flatMap(({ commands }) => commands);
  assert.deepEqual(
    commands.map(({ name, at }) => `${at.line} ${name.text}`),
    ['3 apk', '4 [', '5 apk'],
  );
  assert.equal(valueOf(last(build).user), '1000');
});
test('what stands before the first FROM, FROM itself, and comments are kept', async () => {
  const build = await readBuild('# check=skip=all\nARG A=1\nRUN b\n# c\nFrom --platform=linux/amd64 d as e\nCMD ["f"]');
  assert.deepEqual(
    build.head.map(({ keyword }) => keyword),
    ['ARG', 'RUN'],
  );
  const { from, instructions } = last(build);
  assert.deepEqual(
    [from.written, from.flags['platform'], ...from.args.map(({ text }) => text)],
    ['From', 'linux/amd64', 'd', 'as', 'e'],
  );
  assert.equal(instructions[0]?.isJson, true);
  assert.deepEqual(
    build.comments.map(({ text, isDirective, at }) => `${at.line} ${text} ${isDirective}`),
    ['1 check=skip=all true', '4 c false'],
  );
});
test('an image of Windows has no POSIX shell', async () => {
  const build = await readBuild('FROM mcr.microsoft.com/windows/servercore:ltsc2022\nRUN dir (');
  assert.deepEqual(
    last(build).instructions.map(({ commands }) => commands),
    [[]],
  );
});
test('the shells of Windows are not read as POSIX', async () => {
  const build = await readBuild(fixture('windows'));
  assert.deepEqual(
    last(build).instructions.map(({ keyword, commands }) => `${keyword} ${commands.length}`),
    ['SHELL 0', 'RUN 0', 'USER 0'],
  );
  assert.equal(valueOf(last(build).user), 'ContainerUser');
});
test('names from Object.prototype are names', async () => {
  const build = await readBuild(fixture('hostile-names'));
  assert.deepEqual(
    build.stages.map(({ baseStage }) => baseStage),
    [undefined, 0, undefined],
  );
  assert.deepEqual(
    build.stages[0]?.env.map((field) => valueOf(field)?.name),
    ['__proto__', 'constructor'],
  );
});

test('node_modules are left alone', () => {
  const header = { type: 'file', size: 1, mode: 0, uid: 0, gid: 0 } as const;
  assert.equal(dockerfileReader.refine?.({ ...header, path: 'a/node_modules/b/Dockerfile' }), 'no');
  assert.equal(dockerfileReader.refine?.({ ...header, path: 'a/my_node_modules/Dockerfile' }), 'whole');
});

test('growth by expansion has a bound', async () => {
  const text = `FROM a\nENV A=${'x'.repeat(1000)}\n${'ENV A=$A$A\n'.repeat(2000)}`;
  const start = startedNow();
  await readBuild(text);
  assert.ok(processorMs(start) < 2000);
});
for (const name of readdirSync(folder).sort()) {
  test(`${name}: cut off or changed anywhere, it gives facts or unknowns`, async () => {
    const bytes = readFileSync(path.join(folder, name, 'Dockerfile'));
    for (let end = 0; end < bytes.length; end += 7) assertDrafts(await read(bytes.subarray(0, end)));
    let seed = 20_261_124;
    for (let round = 0; round < 150; round++) {
      const changed = Uint8Array.from(bytes);
      for (let flip = 0; flip < 3; flip++) {
        seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0;
        const at = (seed >>> 8) % changed.length;
        changed[at] = (changed[at] ?? 0) ^ (1 << (seed % 8));
      }
      assertDrafts(await read(changed));
    }
  });
}
function assertDrafts(drafts: readonly Draft[]): void {
  for (const draft of drafts) assert.ok(draft.kind === 'build' || draft.kind === 'unknown');
}
