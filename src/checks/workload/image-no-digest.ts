// Judges an image whose content is not pinned: https://github.com/opencontainers/image-spec/blob/main/descriptor.md#digests
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

export const imageNoDigest: Check<'workload'> = {
  id: toRuleId('wl-image-no-digest'),
  title: 'Image is not pinned by its digest',
  severity: 'low',
  layer: 'container',
  on: 'workload',
  why: 'A tag can be moved: whoever can push to the repository, or answers in the name of the registry, decides what runs under a name that was checked.',
  todo: 'Add the digest behind the tag; tools that raise versions keep both up to date.',
  refs: [
    'N190:4.1.5',
    'SYS:5.3',
    'CKV_K8S_43',
    'C-0306',
    'kics:7c81d34c',
    'gk:imagedigests',
    'kyv:require-image-checksum',
    'kyv:resolve-image-to-digest',
  ],
  since: '2026.11',
  get examples() {
    return {
      bad: [
        ...inEveryFormat({ image: 'registry.example/web:1.4.2' }),
        ...toldBeside(inFormats(writtenFormats, { image: 'registry.example/web:1.4.2' }), 'registry.example/web:1.4.2'),
      ],
      good: [...inEveryFormat(), ...inEveryFormat({ image: `sha256:${'1'.repeat(64)}` })],
    };
  },
  run: accuse,
};

function* accuse(workload: JudgedWorkload, world: World): Iterable<Message> {
  for (const container of containersOf(workload)) {
    const { image } = container;
    // What is built here has no digest before it is.
    if (!isKnown(image) || container.build !== undefined) continue;
    const name = imageNameOf(image);
    // A name that floats is another finding.
    if (name === undefined || name.digest !== undefined || isFloating(name)) continue;
    const what = sayOf(workload, container, `takes ${image.value} by its tag alone`);
    const fields = [refOf('image', image, container)];
    yield { key: container.name, what, fields, ...pinFix({ workload, container, image, name, world }) };
  }
}
