// Examples beside which somebody told what the containers use.
import type { Example } from '../../model/check.ts';

const pods = JSON.stringify({
  kind: 'PodMetricsList',
  apiVersion: 'metrics.k8s.io/v1beta1',
  items: [
    {
      metadata: { name: 'web-7d9c5b6f4-x2x5z', namespace: 'shop' },
      containers: [{ name: 'web', usage: { cpu: '120000000n', memory: '204800Ki' } }],
    },
  ],
});
const containers = JSON.stringify({ Name: 'shop-web-1', CPUPerc: '12.00%', MemUsage: '200MiB / 15.5GiB' });

/** Those that a fix can be written into. */
export function usedBeside(examples: readonly Example[]): readonly Example[] {
  return examples.flatMap((example): readonly Example[] => {
    if (example.format === 'kubernetes') return [{ ...example, files: { ...example.files, 'use.json': pods } }];
    if (example.format !== 'compose') return [];
    const text = `name: shop\n${example.text}`;
    return [{ ...example, text, files: { ...example.files, 'use.json': `${containers}\n` } }];
  });
}
