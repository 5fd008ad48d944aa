// Judges base images by a list of registries that are trusted.
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { isTrusted } from '../trusted-registry.ts';
import { parseImageName } from '../../model/image-name.ts';
import { dockerfile, onDebian, pinnedDebian } from './example-text.ts';
import { contributingStages } from './final-stages.ts';
import { baseImages } from './image-reference.ts';

export const fromUntrustedRegistry: Check<'build'> = {
  id: toRuleId('df-from-untrusted-registry'),
  title: 'Base image comes from a registry that is not trusted',
  severity: 'medium',
  layer: 'container',
  on: 'build',
  why: 'Whoever can publish there, which on an open registry is everybody, gets code into this image and into all that is built on it.',
  todo: 'Copy the base to a registry of the list, or add its registry to the list (`--trusted-registry`)',
  refs: ['CISD 4.2', 'N190:4.1.5', 'SYS:2.3', 'OWD:13', 'DL3026'],
  since: '2026.11',
  examples: {
    bad: [{ ...onDebian('RUN id'), trusted: ['registry.example'] }],
    good: [
      onDebian('RUN id'),
      { ...onDebian('RUN id'), trusted: ['docker.io/library'] },
      { ...dockerfile(`FROM registry.example/${pinnedDebian}`, 'USER 65532:65532'), trusted: ['registry.example'] },
    ],
  },
  *run(build, world) {
    const trusted = world.trustedRegistries ?? [];
    if (trusted.length === 0) return;
    for (const { text, field } of baseImages(contributingStages(build))) {
      const name = parseImageName(text);
      if (name === undefined || isTrusted(name, trusted)) continue;
      yield {
        key: `${name.registry}/${name.repository}`,
        what: `builds on ${name.repository} from ${name.registry}`,
        fields: [field],
      };
    }
  },
};
