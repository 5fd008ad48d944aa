// Judges the server of Helm 2: https://helm.sh/docs/faq/changes_since_helm2/#removal-of-tiller
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { containersOf, refOf, sayOf } from './container.ts';
import { inEveryFormat } from './every-format.ts';
import { imageNameOf } from '../../model/image-name.ts';

export const tiller: Check<'workload'> = {
  id: toRuleId('wl-tiller'),
  title: 'Tiller is there',
  severity: 'critical',
  layer: 'cluster',
  on: 'workload',
  why: 'It listens without a login and does what it is told with rights over the cluster: whoever reaches its port owns the cluster. It has had no repairs since 2020.',
  todo: 'Move to Helm 3, which needs no server, and remove it with its account and its Service.',
  refs: [
    'T1610',
    'KSV-0102',
    'CKV_K8S_34',
    'CKV_K8S_44',
    'CKV_K8S_45',
    'kics:6d173be7',
    'kics:8b862ca9',
    'kics:e17fa86a',
    'kyv:disallow-helm-tiller',
  ],
  since: '2026.11',
  get examples() {
    const image = (name: string): string => `registry.example/${name}:v2.17.0@sha256:${'1'.repeat(64)}`;
    return {
      bad: inEveryFormat({ image: image('kubernetes-helm/tiller') }),
      good: inEveryFormat({ image: image('farm/tillers') }),
    };
  },
  *run(workload) {
    for (const container of containersOf(workload)) {
      const { image } = container;
      const name = imageNameOf(image);
      if (image === undefined || name === undefined || !/(?:^|\/)tiller$/.test(name.repository)) continue;
      yield {
        key: container.name,
        what: sayOf(workload, container, 'runs Tiller'),
        fields: [refOf('image', image, container)],
      };
    }
  },
};
