// A setting of an image's configuration as evidence.
import type { JudgedOf } from '../../model/facts.ts';
import { observed, type FieldRef } from '../../model/field.ts';

export type Image = JudgedOf<'image'>;

export function configField(image: Pick<Image, 'at'>, name: string, value: unknown): FieldRef {
  const at = image.at[0] ?? { path: 'config.json' };
  return { name, field: observed(value, at) };
}
