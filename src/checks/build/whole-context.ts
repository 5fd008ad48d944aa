// Copies of the whole build context into the image.
import type { Instruction } from '../../model/build-facts.ts';
import { instructionsOf } from './edits.ts';
import { shippedStages, type Build } from './final-stages.ts';
import { partsOf } from './ignored-path.ts';

export function wholeContextCopies(build: Build): readonly Instruction[] {
  return instructionsOf(shippedStages(build), 'COPY', 'ADD').filter(
    ({ flags, args }) => flags['from'] === undefined && args.slice(0, -1).some(({ text }) => isWhole(text)),
  );
}
function isWhole(source: string | undefined): boolean {
  const path = source === undefined ? undefined : partsOf(source).join('/');
  return path === '' || path === '*';
}
