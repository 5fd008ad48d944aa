// Another name for a stage, where nothing else in the file calls it by the old one.
import type { Message } from '../../model/check.ts';
import type { Stage } from '../../model/facts.ts';
import { fixBy, setInstruction } from './edits.ts';
import { everyInstruction } from './every-instruction.ts';
import type { Build } from './final-stages.ts';

export function renameStage(build: Build, { from, name = '' }: Stage, to: string): Pick<Message, 'fix'> {
  const [base, as, old] = from.args.map(({ raw }) => raw);
  if (base === undefined || as === undefined || old !== name || isTaken(build, from, to)) return {};
  if (everyInstruction(build).some((other) => other !== from && isCalled(other.flags, other.text, name))) return {};
  const platform = from.flags['platform'] === undefined ? '' : `--platform=${from.flags['platform']} `;
  return fixBy(`name it ${to}`, setInstruction(build, from, `${from.written} ${platform}${base} ${as} ${to}`));
}
function isTaken({ stages }: Build, own: Stage['from'], name: string): boolean {
  return stages.some((stage) => stage.from !== own && stage.name?.toLowerCase() === name.toLowerCase());
}
function isCalled(flags: Readonly<Record<string, string>>, text: string, name: string): boolean {
  const all = `${flags['from'] ?? ''} ${flags['mount'] ?? ''} ${text}`;
  return all.toLowerCase().includes(name.toLowerCase());
}
