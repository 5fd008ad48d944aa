// The fix that pins a base image to the digest that its name was seen to stand for.
import type { Message } from '../../model/check.ts';
import type { ModelEdit } from '../../model/edit.ts';
import type { Stage } from '../../model/build-facts.ts';
import type { World } from '../../model/facts.ts';
import { valueOf } from '../../model/field.ts';
import { parseImageName } from '../../model/image-name.ts';
import { pinOf } from '../seen-digest.ts';
import { fixBy, replaceOnce } from './edits.ts';
import type { Build } from './final-stages.ts';

export interface Pinning {
  readonly build: Build;
  readonly stages: readonly Stage[];
  readonly world: World;
}
/** Part of a message: wherever the name stands after FROM, or nowhere; a name that ARG makes up is not written there. */
export function pinBase(text: string, { build, stages, world }: Pinning): Pick<Message, 'fix'> {
  const name = parseImageName(text);
  const pin = name && pinOf(text, name, world);
  if (pin === undefined) return {};
  const edits = stages
    .filter(({ base, baseStage }) => baseStage === undefined && valueOf(base) === text)
    .map(({ from }) => (from.args[0]?.raw === text ? pinned(build, from, { from: text, to: pin.to }) : []));
  return edits.some(({ length }) => length === 0) ? {} : fixBy(pin.say, edits.flat());
}
/** A stage may be called as its base is. */
function pinned(build: Build, instruction: Stage['from'], { from, to }: { from: string; to: string }): ModelEdit[] {
  const only = replaceOnce(build, instruction, from, to);
  if (only.length > 0 || !instruction.text.startsWith(from)) return only;
  return replaceOnce(build, instruction, instruction.text, to + instruction.text.slice(from.length));
}
