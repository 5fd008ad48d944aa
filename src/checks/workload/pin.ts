// The fix that pins a container's image to the digest that its name was seen to stand for.
import type { Message } from '../../model/check.ts';
import type { World } from '../../model/facts.ts';
import { isKnown } from '../../model/field.ts';
import { imageNameOf } from '../../model/image-name.ts';
import { pinOf } from '../seen-digest.ts';
import { targetOf, type JudgedContainer, type JudgedWorkload } from './container.ts';

/** Part of a message: no fix where nobody told, or two told of different ones. */
export function pinFix(workload: JudgedWorkload, container: JudgedContainer, world: World): Pick<Message, 'fix'> {
  const { image } = container;
  const name = imageNameOf(image);
  if (!isKnown(image) || image.from !== 'declared' || name === undefined) return {};
  const pin = pinOf(image.value, name, world);
  if (pin === undefined) return {};
  const target = targetOf(workload, container);
  const edit = { op: 'replace-text', target, from: image.value, to: pin.to, at: image.at } as const;
  return { fix: { say: pin.say, edits: [edit] } };
}
