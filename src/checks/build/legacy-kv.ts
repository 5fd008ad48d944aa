// Judges the old form of ENV and LABEL, with a blank in place of the equals sign.
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import type { ModelEdit } from '../../model/edit.ts';
import type { Instruction } from '../../model/build-facts.ts';
import { isSecretName, looksSecret } from '../../model/secret-shape.ts';
import { fixBy, instructionsOf, setInstruction } from './edits.ts';
import { onDebian } from './example-text.ts';
import type { Build } from './final-stages.ts';
import { declared } from '../../model/field.ts';

export const legacyKv: Check<'build'> = {
  id: toRuleId('df-legacy-kv'),
  title: 'Old form of ENV or LABEL',
  severity: 'info',
  layer: 'container',
  on: 'build',
  why: 'All that follows the blank is the value, so that a second variable on the line, or a comment behind it, becomes part of the first; builders warn of the form.',
  todo: 'Write NAME=value',
  refs: ['BK:LegacyKeyValueFormat'],
  since: '2026.11',
  pack: 'hygiene',
  examples: {
    bad: [onDebian('ENV APP_HOME /srv/app'), onDebian('LABEL org.opencontainers.image.title The harbour')],
    good: [onDebian('ENV APP_HOME=/srv/app'), onDebian('LABEL org.opencontainers.image.title="The harbour"')],
  },
  *run(build) {
    for (const instruction of instructionsOf(build.stages, 'ENV', 'LABEL')) {
      const { keyword, args, at } = instruction;
      const name = args[0]?.raw ?? '';
      if (args.length < 2 || name.includes('=')) continue;
      yield {
        key: `${keyword} ${name}`,
        what: `${keyword} ${name} without an equals sign`,
        fields: [{ name: keyword, field: declared(`${keyword} ${name}`, at) }],
        ...fixBy('write NAME=value', modern(build, instruction, name)),
      };
    }
  },
};

/** Quotes and escapes mean other things in the new form. */
function modern(build: Build, instruction: Instruction, name: string): ModelEdit[] {
  const value = instruction.text.slice(name.length).trim();
  if (/["'\\`]/u.test(instruction.text) || isSecretName(name) || looksSecret(name, value) !== undefined) return [];
  const quoted = /\s/u.test(value) ? `"${value}"` : value;
  return setInstruction(build, instruction, `${instruction.written} ${name}=${quoted}`);
}
