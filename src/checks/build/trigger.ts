// What an ONBUILD holds.
import type { Instruction } from '../../model/build-facts.ts';

export function triggerOf({ args }: Instruction): string {
  return (args[0]?.raw ?? '').toUpperCase();
}
/** Builders take none of these behind ONBUILD. */
export function isRefusedTrigger(instruction: Instruction): boolean {
  return ['FROM', 'MAINTAINER', 'ONBUILD'].includes(triggerOf(instruction));
}
