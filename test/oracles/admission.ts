// `npm run oracle:admission`: builds a real kube-apiserver, starts it with etcd, and asks its Pod Security
// admission about random pods. Prints how many it judged, and each one that we judge otherwise.
import { podSecurityLevels } from '../../src/model/pod-security.ts';
import { newestStandard, violationsOf } from '../../src/policy/pod-security/evaluate.ts';
import { readSample, workloadsIn } from '../../src/readers/config/config-sample.ts';
import { kubernetesReader } from '../../src/readers/config/kubernetes.ts';
import { randomPods } from '../random-pods.ts';
import { startApiServer, type ApiServer } from './api-server.ts';

const wanted = Number(process.env['PODS'] ?? 200);
const mostTried = wanted * 40;
/** What an API server would refuse before it asks admission is given what it lacks. */
function completed(pod: object): unknown {
  const text = JSON.stringify(pod).replaceAll('"type":"Localhost"', '"type":"Localhost","localhostProfile":"a"');
  const { metadata, spec, ...rest } = JSON.parse(text) as { metadata: object; spec: Record<string, unknown> };
  const { ephemeralContainers: _, ...kept } = spec;
  return { ...rest, metadata: { ...metadata, name: 'web' }, spec: kept };
}

async function compare(server: ApiServer): Promise<{ judged: number; refused: number; different: number }> {
  for (const level of podSecurityLevels) {
    const labels = {
      'pod-security.kubernetes.io/enforce': level,
      'pod-security.kubernetes.io/enforce-version': `v1.${String(newestStandard)}`,
    };
    const body = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: level, labels } };
    await server.call({ method: 'POST', path: '/api/v1/namespaces', body });
  }
  const counts = { judged: 0, refused: 0, different: 0 };
  for (const random of randomPods(mostTried, 4242)) {
    if (counts.judged >= wanted) break;
    const pod = completed(random);
    const [workload] = workloadsIn(
      await readSample(kubernetesReader, { path: 'pod.json', content: JSON.stringify(pod) }),
    );
    if (workload?.podSecurity === undefined) throw new Error('no pod was read');
    let judged = false;
    for (const level of podSecurityLevels) {
      const where = `/api/v1/namespaces/${level}/pods?dryRun=All`;
      const said = await server.call({ method: 'POST', path: where, body: pod });
      const refused = said.status === 403 && said.text.includes('violates PodSecurity');
      // 422 is a pod that no cluster takes, whatever its policy.
      if (said.status !== 201 && !refused) continue;
      judged = true;
      counts.refused += Number(refused);
      const ours = violationsOf(workload.podSecurity, { level, minor: newestStandard });
      if (refused === ours.length > 0) continue;
      counts.different += 1;
      console.log(
        `${level}: the API server ${refused ? 'refuses' : 'takes'} ${JSON.stringify(pod)}\n  ${said.text.slice(0, 400)}\n  ours: ${JSON.stringify(ours)}`,
      );
    }
    counts.judged += Number(judged);
  }
  return counts;
}

const server = await startApiServer();
try {
  const { judged, refused, different } = await compare(server);
  console.log(
    `${judged} pods judged by the API server, ${refused} refusals at two levels, ${different} judged otherwise`,
  );
  if (judged < wanted || different > 0) process.exitCode = 1;
} finally {
  server.close();
}
