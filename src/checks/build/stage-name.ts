// Another name for a stage.
import type { Message } from '../../model/check.ts';
import type { Stage } from '../../model/build-facts.ts';
import { fixBy, setInstruction } from './edits.ts';
import { everyInstruction } from './every-instruction.ts';
import type { Build } from './final-stages.ts';

/** Nothing else in the file may call it by the old one; builders do not tell capitals apart. */
export function renameStage(build: Build, { from, name = '' }: Stage, to: string): Pick<Message, 'fix'> {
  const [base = '', as = '', old] = from.args.map(({ raw }) => raw);
  if (old !== name || (to !== name.toLowerCase() && isCalled(build, name))) return {};
  const platform = from.flags['platform'] === undefined ? '' : `--platform=${from.flags['platform']} `;
  return fixBy(`name it ${to}`, setInstruction(build, from, `${from.written} ${platform}${base} ${as} ${to}`));
}
function isCalled(build: Build, name: string): boolean {
  const lower = name.toLowerCase();
  const calls = everyInstruction(build).filter(({ flags, text }) =>
    `${flags['from'] ?? ''} ${flags['mount'] ?? ''} ${text}`.toLowerCase().includes(lower),
  );
  // Its own FROM is one.
  return calls.length > 1;
}
