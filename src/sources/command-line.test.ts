// Which targets are command lines, and what such a place holds.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { signal } from '../../test/read-tar.ts';
import { commandLine, joinCommandLine } from './command-line.ts';
import { seenIn } from './source-contract.ts';

const targets: readonly (readonly [target: string, isOne: boolean])[] = [
  ['docker run alpine', true],
  ['  sudo docker --context x container create alpine', true],
  ['/usr/bin/podman run alpine', true],
  ['docker ps', false],
  ['docker', false],
  ['docker-run.sh', false],
  ['./docker/run', false],
];
for (const [target, isOne] of targets)
  test(`a command line or not: ${target}`, async () => assert.equal(await commandLine.isAt(target), isOne));

test('a command line is one file', async () => {
  const source = await commandLine.open('docker run alpine', { signal, skip: [] });
  assert.deepEqual(await seenIn(source), [{ path: 'command-line', type: 'file', text: 'docker run alpine\n' }]);
  assert.deepEqual(source.describe(), { kind: 'file', name: 'docker run alpine', prefix: '', repeatable: true });
  await source.close();
});

const joined: readonly (readonly [fact: string, words: readonly string[], targets: readonly string[]])[] = [
  ['words of one', ['docker', 'run', '-e', "A=it's b", 'alpine'], [String.raw`docker run -e 'A=it'\''s b' alpine`]],
  ['an empty word', ['docker', 'run', '', 'a'], ["docker run '' a"]],
  ['other targets', ['deploy', 'compose.yaml', 'run'], ['deploy', 'compose.yaml', 'run']],
  ['two folders', ['docker', 'run'], ['docker', 'run']],
];
for (const [fact, words, all] of joined) test(`joined: ${fact}`, () => assert.deepEqual(joinCommandLine(words), all));
