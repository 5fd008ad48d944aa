// Judges registries by a list of those that are trusted: https://kubernetes.io/docs/concepts/containers/images/
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import type { Message } from '../../model/check.ts';
import type { Example } from '../../model/check.ts';
import type { World } from '../../model/facts.ts';
import { isTrusted } from '../trusted-registry.ts';
import { containersOf, refOf, sayOf } from './container.ts';
import type { JudgedWorkload } from './container.ts';
import { inEveryFormat } from './every-format.ts';
import { imageNameOf } from '../../model/image-name.ts';

export const imageUntrustedRegistry: Check<'workload'> = {
  id: toRuleId('wl-image-untrusted-registry'),
  title: 'Image comes from a registry that is not trusted',
  severity: 'medium',
  layer: 'container',
  on: 'workload',
  why: 'Whoever can publish there, which on an open registry is everybody, gets code into the cluster or onto the host.',
  todo: 'Copy the image to a registry of the list, or add its registry to the list (`--trusted-registry`).',
  refs: [
    'CISD 4.2',
    'CISK 5.5.1',
    'N190:4.1.5',
    'OWD:13',
    'T1204.003',
    'KSV-0125',
    'C-0001',
    'C-0078',
    'kyv:restrict-image-registries',
    'gk:allowedrepos',
    'gk:disallowedrepos',
    'KSV-0032',
    'KSV-0033',
    'KSV-0034',
    'KSV-0035',
  ],
  since: '2026.11',
  get examples() {
    return {
      bad: inEveryFormat({ image: `elsewhere.example/web:1.4.2@sha256:${'1'.repeat(64)}` }).map(trusting),
      good: [
        ...inEveryFormat().map(trusting),
        ...inEveryFormat({ image: `elsewhere.example/web:1.4.2@sha256:${'1'.repeat(64)}` }),
        ...inEveryFormat({ image: `sha256:${'1'.repeat(64)}` }).map(trusting),
      ],
    };
  },
  run: accuse,
};

function trusting(example: Example): Example {
  return { ...example, trusted: ['ghcr.io/acme', 'registry.example'] };
}
function* accuse(workload: JudgedWorkload, world: World): Iterable<Message> {
  const trusted = world.trustedRegistries ?? [];
  if (trusted.length === 0) return;
  for (const container of containersOf(workload)) {
    const { image } = container;
    const name = imageNameOf(image);
    if (image === undefined || name === undefined || container.build !== undefined) continue;
    if (isTrusted(name, trusted)) continue;
    const what = sayOf(workload, container, `takes ${name.repository} from ${name.registry}`);
    yield { key: container.name, what, fields: [refOf('image', image, container)] };
  }
}
