// The fix that pins a container's image to the digest that its name was seen to stand for.
import type { Message } from '../../model/check.ts';
import type { World } from '../../model/facts.ts';
import type { Known } from '../../model/field.ts';
import type { ImageName } from '../../model/image-name.ts';
import { pinOf } from '../seen-digest.ts';
import { targetOf, type JudgedContainer, type JudgedWorkload } from './container.ts';

export interface Pinning {
  readonly workload: JudgedWorkload;
  readonly container: JudgedContainer;
  /** Its image, and what that was parsed to. */
  readonly image: Known<string>;
  readonly name: ImageName;
  readonly world: World;
}
/** Part of a message: no fix where nobody told, or two told of different ones. */
export function pinFix({ workload, container, image, name, world }: Pinning): Pick<Message, 'fix'> {
  if (image.from !== 'declared') return {};
  const pin = pinOf(image.value, name, world);
  if (pin === undefined) return {};
  const target = targetOf(workload, container);
  const edit = { op: 'replace-text', target, from: image.value, to: pin.to, at: image.at } as const;
  return { fix: { say: pin.say, edits: [edit] } };
}
