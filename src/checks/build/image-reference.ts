// What the name after FROM pins down: registry, repository, tag and digest.
// https://github.com/distribution/reference
import type { Stage } from '../../model/build-facts.ts';
import { isKnown, type FieldRef } from '../../model/field.ts';

interface ImageName {
  readonly repository: string;
  readonly tag?: string;
  readonly digest?: string;
}
function parseImageName(text: string): ImageName {
  const at = text.indexOf('@');
  const name = at === -1 ? text : text.slice(0, at);
  const colon = name.indexOf(':', name.lastIndexOf('/') + 1);
  return {
    repository: colon === -1 ? name : name.slice(0, colon),
    ...(colon === -1 ? {} : { tag: name.slice(colon + 1) }),
    ...(at === -1 ? {} : { digest: text.slice(at + 1) }),
  };
}

interface BaseImage {
  readonly name: ImageName;
  readonly text: string;
  readonly field: FieldRef;
}
/** The images that stages start from, each once: not earlier stages, nothing at all, or what is not known. */
export function baseImages(stages: readonly Stage[]): readonly BaseImage[] {
  const found = new Map<string, BaseImage>();
  for (const { base, baseStage } of stages) {
    if (baseStage !== undefined || !isKnown(base) || base.value === 'scratch' || found.has(base.value)) continue;
    const field: FieldRef = { name: 'FROM', field: base };
    found.set(base.value, { name: parseImageName(base.value), text: base.value, field });
  }
  return [...found.values()];
}
