// Judges an image that may be another one tomorrow: https://github.com/opencontainers/distribution-spec/blob/main/spec.md
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import type { Message } from '../../model/check.ts';
import type { World } from '../../model/facts.ts';
import { isKnown } from '../../model/field.ts';
import { writtenFormats } from '../../model/edit.ts';
import { containersOf, refOf, sayOf } from './container.ts';
import type { JudgedWorkload } from './container.ts';
import { inEveryFormat, inFormats } from './every-format.ts';
import { isFloating, imageNameOf } from '../../model/image-name.ts';
import { pinFix } from './pin.ts';
import { toldBeside } from '../example-digest.ts';

export const imageLatest: Check<'workload'> = {
  id: toRuleId('wl-image-latest'),
  title: 'Image has a floating tag or none',
  severity: 'medium',
  layer: 'container',
  on: 'workload',
  why: 'What was tested is not what runs next: whoever can push to that tag decides what starts, and nobody can tell afterwards which version it was.',
  todo: 'Name a version, better still with its digest.',
  refs: [
    'CISD 5.28',
    'SYS:5.3',
    'KSV-0013',
    'CKV_K8S_14',
    'C-0075',
    'kl:latest-tag',
    'pol:tagNotSpecified',
    'sc:container-image-tag',
    'kics:583053b7',
    'kyv:disallow-latest-tag',
    'gk:disallowedtags',
  ],
  since: '2026.11',
  get examples() {
    return {
      bad: [
        ...inEveryFormat({ image: 'registry.example/web' }),
        ...inEveryFormat({ image: 'localhost:5000/web:latest' }),
        ...toldBeside(inFormats(writtenFormats, { image: 'registry.example/web' }), 'registry.example/web:latest'),
      ],
      good: [
        ...inEveryFormat({ image: 'localhost:5000/web:1.4' }),
        ...inEveryFormat({ image: `registry.example/web@sha256:${'1'.repeat(64)}` }),
        ...inEveryFormat({ image: `sha256:${'1'.repeat(64)}` }),
      ],
    };
  },
  run: accuse,
};

function* accuse(workload: JudgedWorkload, world: World): Iterable<Message> {
  for (const container of containersOf(workload)) {
    const image = container.image;
    // What is built here goes under any name.
    if (!isKnown(image) || container.build !== undefined) continue;
    const name = imageNameOf(image);
    if (name === undefined || !isFloating(name)) continue;
    const clause = `takes ${image.value}${name.tag === undefined ? ' without a tag' : ', a tag that moves'}`;
    const what = sayOf(workload, container, clause);
    const fields = [refOf('image', image, container)];
    yield { key: container.name, what, fields, ...pinFix({ workload, container, image, name, world }) };
  }
}
