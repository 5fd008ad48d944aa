// What `kubectl get … -o json` tells of a cluster, through a pipe: judged like manifests, and no secret is passed on.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { plimsoll, root, scratch } from './plimsoll.ts';

const list = readFileSync(path.join(root, 'testdata/readers/kubernetes/live/list.json'), 'utf8');
interface Answer {
  readonly workloads: readonly { readonly kind: string; readonly name: string; readonly namespace: string }[];
  readonly findings: readonly { readonly rule: string }[];
  readonly unknowns: readonly { readonly incomplete: boolean }[];
}
/** What is said of the one container, in the deployment and in its pod. */
const expected = `wl-cap-no-drop-all wl-cpu-limit wl-image-no-digest wl-memory-limit wl-no-new-privileges-off wl-privileged
  wl-readonly-rootfs-off wl-run-as-nonroot-unset wl-seccomp-unset wl-ephemeral-storage wl-sa-token-automount`;

test('objects of a cluster are judged, and what the server adds to them is no finding', async () => {
  const options = { input: list, cache: scratch() };
  const ran = await plimsoll(['scan', '-', '--only', 'config,reach', '--format', 'json'], options);
  assert.equal(ran.code, 1);
  const { workloads, findings, unknowns } = JSON.parse(ran.stdout) as Answer;
  assert.deepEqual(
    workloads.map(({ kind, namespace, name }) => `${kind} ${namespace}/${name}`),
    ['Deployment shop/web', 'Pod shop/web-abc-def'],
  );
  const rules = findings.map(({ rule }) => rule).sort();
  assert.deepEqual(rules, [...expected.split(/\s+/u).flatMap((rule) => [rule, rule]), 'wl-env-secret-ref'].sort());
  assert.deepEqual(
    unknowns.filter(({ incomplete }) => incomplete),
    [],
  );
});

test('values of a Secret are in no answer, and nothing keeps them', async () => {
  const cache = scratch();
  const secrets = ['hunter2', 'aHVudGVyMi'];
  for (const format of ['json', 'sarif', 'table', 'markdown']) {
    const ran = await plimsoll(['scan', '-', '--all', '--format', format], { input: list, cache });
    assert.match(ran.stdout, /web/u);
    for (const secret of secrets) assert.ok(!`${ran.stdout}${ran.stderr}`.includes(secret), `${secret} in ${format}`);
  }
  for (const entry of readdirSync(cache, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const kept = readFileSync(path.join(entry.parentPath, entry.name));
    for (const secret of secrets) assert.ok(!kept.includes(secret), entry.name);
  }
});
