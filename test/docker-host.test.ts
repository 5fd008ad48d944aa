// A host of containers with a proxy of the engine's socket: one edit closes it, and the engine shows the same.
import assert from 'node:assert/strict';
import { cpSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { plimsoll, root, scratch } from './plimsoll.ts';

const example = 'examples/docker-host';
interface Answer {
  readonly workloads: readonly {
    readonly name: string;
    readonly level: string;
    readonly chains: readonly {
      readonly to: string;
      readonly steps: readonly { readonly rule: string; readonly at?: { readonly line: number } }[];
      readonly assumes: readonly unknown[];
    }[];
  }[];
  readonly after?: readonly { readonly workload: string; readonly level: string }[];
  readonly cut: readonly { readonly id: string; readonly edit: string; readonly at: { readonly line: number } }[];
}
async function reach(folder: string, ...args: readonly string[]): Promise<Answer> {
  const ran = await plimsoll(['reach', folder, '--format', 'json', ...args], { cache: scratch() });
  return JSON.parse(ran.stdout) as Answer;
}
const levelOf = ({ workloads }: Answer, name: string): string | undefined =>
  workloads.find((one) => one.name === name)?.level;
function copied(): string {
  const folder = path.join(scratch(), 'host');
  cpSync(path.join(root, example), folder, { recursive: true });
  return folder;
}

test('the proxy that asks the engine through another reaches the node, by the line of each', async () => {
  const answer = await reach(example);
  const proxy = answer.workloads.find(({ name }) => name === 'proxy');
  assert.equal(proxy?.level, 'node');
  const proven = proxy.chains.find(({ to, assumes }) => to === 'node' && assumes.length === 0);
  assert.deepEqual(
    proven?.steps.map(({ rule, at }) => [rule, at?.line]),
    [
      ['shared-network', 13],
      ['engine-api', 17],
      ['engine-host', undefined],
    ],
  );
  const { stdout } = await plimsoll(['reach', example], { cache: scratch() });
  assert.match(stdout, /compose\.yaml:17 {2}socket-proxy passes requests on to the engine socket/u);
});
test('one edit closes it: the mount of the socket', async () => {
  const { cut } = await reach(example);
  const edit = cut.find(({ edit: say }) => say.startsWith('remove the engine socket'));
  assert.equal(edit?.at.line, 22);
  const without = await reach(example, '--without', edit.id);
  const levels = Object.fromEntries(
    (without.after ?? []).map(({ workload, level }) => [workload.split('/').at(-1), level]),
  );
  assert.deepEqual([levels['proxy'], levels['socket-proxy']], ['contained', 'neighbours']);
});
test('once it is made in the files, nothing of the socket is left', async () => {
  const folder = copied();
  const fixed = await plimsoll(['scan', folder, '--fix', '--only', 'config,reach'], { cache: scratch() });
  assert.notEqual(fixed.code, 2, fixed.stderr);
  const answer = await reach(folder);
  assert.deepEqual(
    ['proxy', 'socket-proxy', 'backup', 'metrics'].map((name) => levelOf(answer, name)),
    ['contained', 'neighbours', 'contained', 'neighbours'],
  );
  const rules = answer.workloads.flatMap(({ chains }) => chains.flatMap(({ steps }) => steps.map(({ rule }) => rule)));
  assert.deepEqual(
    rules.filter((rule) => rule.startsWith('engine-')),
    [],
  );
});
test('chains of the same words are shown once, and an edit that needs the others says so', async () => {
  const { stdout } = await plimsoll(['reach', example], { cache: scratch() });
  assert.equal(stdout.split('it may read / of the host').length, 2, stdout);
  assert.match(stdout, /only with the others: metrics node → neighbours/u);
});
