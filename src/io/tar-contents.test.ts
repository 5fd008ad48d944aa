import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeTar } from '../../test/make-tar.ts';
import { readPassing, readSought, type Reading, want, wantAll } from '../../test/read-tar.ts';

const long = `${'n'.repeat(120)}/${'m'.repeat(120)}/f`;

function lines({ seen }: Reading): readonly string[] {
  return seen.map(({ type, path, content }) =>
    content === undefined ? `${type} ${path}` : `${type} ${path} ${content}`,
  );
}

test('tar contents: a member that somebody could want counts when its path leads outside', async () => {
  const tar = makeTar([{ path: '../../etc/passwd' }, { path: '../other' }]);
  const { unknowns } = await readSought(tar, want(/^etc\/passwd$/));
  assert.deepEqual(
    unknowns.map(({ at, incomplete }) => [at?.path, incomplete]),
    [
      ['etc/passwd', true],
      ['other', false],
    ],
  );
});

test('tar contents: truncated at every block, it says so and gives what came before', async () => {
  const tar = makeTar([{ path: 'a', content: 'x'.repeat(700) }, { path: long, content: 'y' }, { path: 'b' }]);
  for (let end = 256; end < tar.length - 1024; end += 256) {
    for (const reading of [
      await readSought(tar.subarray(0, end)),
      await readPassing(tar.subarray(0, end), wantAll(), 100),
    ]) {
      const said = reading.failure?.code ?? reading.unknowns[0]?.code;
      assert.equal(said, 'archive-truncated', `cut at ${end}`);
      assert.ok(reading.seen.every(({ content }) => content !== undefined && !content.startsWith('!')));
    }
  }
});

test('tar contents: of members that nobody wants, nothing is kept', async () => {
  const tar = makeTar([
    { path: 'big', content: 'x'.repeat(100_000) },
    { path: 'etc/os-release', content: 'ID=x' },
  ]);
  for (const reading of [await readSought(tar, want(/os-release$/)), await readPassing(tar, want(/os-release$/))])
    assert.deepEqual(lines(reading), ['file etc/os-release ID=x']);
});

test('tar contents: content above what was asked for is refused, and the rest goes on', async () => {
  const tar = makeTar([
    { path: 'big', content: 'x'.repeat(5000) },
    { path: 'b', content: '1' },
  ]);
  assert.deepEqual(lines(await readPassing(tar, wantAll('whole', 1000))), ['file big !limit-reached', 'file b 1']);
});

test('tar contents: what is to be streamed comes alone in its batch, and only then', async () => {
  const content = 'abc'.repeat(100_000);
  const tar = makeTar([
    { path: 'a', content },
    { path: 'b', content: '1' },
  ]);
  const { seen } = await readPassing(tar, wantAll('stream'), 1000);
  assert.deepEqual(
    seen.map((one) => one.content === (one.path === 'a' ? content : '1')),
    [true, true],
  );
  await assert.rejects(async () => seen[0]?.entry.read(1_000_000), { code: 'unreadable' });
  assert.equal(seen[0]?.entry.range, undefined);
});

test('tar contents: only the first bytes of what is wanted by its head', async () => {
  const tar = makeTar([{ path: 'a', content: 'x'.repeat(200_000) }]);
  const { seen } = await readPassing(tar, wantAll('head'));
  assert.equal((await seen[0]?.entry.head(10))?.length, 10);
  assert.equal((await seen[0]?.entry.head(1_000_000))?.length, 65_536);
  assert.equal(seen[0]?.content, '!unreadable');
});

test('tar contents: ranges are clipped to the member', async () => {
  const tar = makeTar([
    { path: 'a', content: '0123456789' },
    { path: 'b', content: 'secret' },
  ]);
  for (const reading of [await readPassing(tar)]) {
    const entry = reading.seen[0]?.entry;
    assert.equal(Buffer.from((await entry?.range?.(8, 600)) ?? []).toString(), '89');
    assert.equal((await entry?.range?.(600, 10))?.length, 0);
  }
});
