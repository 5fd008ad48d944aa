// The edits that steps over a network name: once written into the file, the step is not drawn any more.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { composeServices, kubernetesExample } from '../src/graph/example-text.ts';
import type { Example } from '../src/model/check.ts';
import type { Edge } from '../src/model/graph.ts';
import { planFixes } from '../src/scan/fix-plan.ts';
import { scanExample } from './scan-folder.ts';

const service =
  '---\napiVersion: v1\nkind: Service\nmetadata: {name: web, namespace: shop}\nspec:\n  type: NodePort\n  selector: {app: web}\n  ports: [{port: 80}]\n';
const proxy = {
  image: 'tecnativa/docker-socket-proxy:0.3.0',
  volumes: '["/var/run/docker.sock:/var/run/docker.sock"]',
  environment: '{CONTAINERS: "1", POST: "1"}',
};
interface Row {
  readonly example: Example;
  readonly step: (edge: Edge) => boolean;
  readonly say: string;
}
const rows: Readonly<Record<string, Row>> = {
  'a port on the loopback is no way in': {
    example: composeServices({ web: { ports: '["8080:80"]' } }),
    step: ({ rule }) => rule === 'published-port',
    say: 'publish its port on 127.0.0.1',
  },
  'nor is one that is not published': {
    example: composeServices({ web: { ports: '["8080:80"]' } }),
    step: ({ rule }) => rule === 'published-port',
    say: 'stop publishing the port',
  },
  'a neighbour on another network does not reach it over the host': {
    example: composeServices(
      { web: { networks: '[a]' }, db: { networks: '[b]', image: 'redis:7', ports: '["6379:6379", "6380:6380"]' } },
      'networks: {a: {}, b: {}}\n',
    ),
    step: ({ rule, from }) => rule === 'open-service' && from.endsWith('/ports of the host'),
    say: 'publish its ports on 127.0.0.1',
  },
  'a pod that takes no port of the host': {
    example: kubernetesExample({ container: { ports: '[{containerPort: 80, hostPort: 80}]' } }),
    step: ({ rule }) => rule === 'published-port',
    say: 'do not take its port of the host',
  },
  'a service that stays inside': {
    example: kubernetesExample({}, service),
    step: ({ rule }) => rule === 'published-port',
    say: 'open the service inside the cluster only',
  },
  'a network without a way out': {
    example: composeServices({ web: { networks: '[back]' } }, 'networks:\n  back: {}\n'),
    step: ({ rule }) => rule === 'metadata-service',
    say: 'give the network back no way out',
  },
  'a proxy that changes nothing': {
    example: composeServices({ web: {}, proxy }),
    step: ({ rule, to }) => rule === 'engine-api' && to.startsWith('engine:'),
    say: 'do not let it change anything',
  },
};
for (const [name, { example, step, say }] of Object.entries(rows)) {
  test(name, async () => {
    const scanned = await scanExample(example);
    assert.ok(scanned);
    const { report, facts } = scanned;
    const fix = report.graph.edges.filter(step).flatMap((edge) => edge.fixes.filter((one) => one.say === say))[0];
    assert.ok(fix, `${say} is not among the fixes`);
    const asked = { ...report, findings: [], cut: { edits: [{ fix, effect: [] }], bound: 1, left: [] } };
    const plan = planFixes({ report: asked, facts, which: 'cut' }, () => example.text);
    assert.deepEqual(plan.refused, []);
    const text = plan.files[0]?.after ?? '';
    const again = await scanExample({ ...example, text });
    assert.deepEqual(again?.report.graph.edges.filter(step), [], text);
  });
}
