// Pod Security as the admission plug-in itself judges: random pods in every version of the standard.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import type { PodSecurityFields } from '../src/model/pod-security.ts';
import { controlsAt, newestStandard, violationsOf } from '../src/policy/pod-security/evaluate.ts';
import { readSample, workloadsIn } from '../src/readers/config/config-sample.ts';
import { kubernetesReader } from '../src/readers/config/kubernetes.ts';
import { randomPods } from './random-pods.ts';
import { buildOracle } from './oracles/oracle.ts';

const count = 5000;
async function fieldsOf(text: string): Promise<PodSecurityFields> {
  const [workload] = workloadsIn(await readSample(kubernetesReader, { path: 'pod.json', content: text }));
  assert.ok(workload?.podSecurity, `no pod was read of ${text}`);
  return workload.podSecurity;
}
interface Answer {
  readonly controls: readonly (readonly string[])[];
  readonly baseline: readonly boolean[];
  readonly restricted: readonly boolean[];
}
const oracle = buildOracle('pod-security');

test(
  `${count} random pods: the same controls fail and the same pods pass in every version of the standard`,
  { skip: 'missing' in oracle && oracle.missing },
  async () => {
    if ('missing' in oracle) return;
    const texts = randomPods(count, 20261126).map((one) => JSON.stringify(one));
    const asked = spawnSync(oracle.program, { input: `${texts.join('\n')}\n`, encoding: 'utf8', maxBuffer: 1 << 30 });
    assert.equal(asked.status, 0, asked.stderr);
    const answers = asked.stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Answer);
    assert.equal(answers.length, count);
    let passed = 0;
    for (const [index, text] of texts.entries()) {
      const fields = await fieldsOf(text);
      const answer = answers[index];
      for (let minor = 0; minor <= newestStandard; minor += 1) {
        const baseline = violationsOf(fields, { level: 'baseline', minor });
        const restricted = violationsOf(fields, { level: 'restricted', minor });
        const failing = [...new Set([...baseline, ...restricted].map(({ control }) => control))].sort();
        assert.deepEqual(failing, answer?.controls[minor], `1.${minor}: ${text}`);
        assert.equal(baseline.length === 0, answer?.baseline[minor], `baseline 1.${minor}: ${text}`);
        assert.equal(restricted.length === 0, answer?.restricted[minor], `restricted 1.${minor}: ${text}`);
        passed += Number(baseline.length === 0) + Number(restricted.length === 0);
      }
    }
    const all = count * (newestStandard + 1) * 2;
    assert.ok(passed > all / 8 && passed < (all * 7) / 8, `${passed} of ${all} verdicts are good: a lopsided sample`);
  },
);

test('a control that is replaced at the restricted level is not asked twice', () => {
  const ids = controlsAt('restricted', newestStandard).map(({ id }) => id);
  assert.equal(new Set(ids).size, ids.length);
  assert.equal(ids.includes('hostPathVolumes'), false);
});
