// Judges builds that install or call sudo.
import { toRuleId } from '../../model/brand.ts';
import type { Check, Message } from '../../model/check.ts';
import type { ModelEdit } from '../../model/edit.ts';
import type { Command, Instruction, Stage } from '../../model/build-facts.ts';
import { onDebian } from './example-text.ts';
import { shippedStages, type Build } from './final-stages.ts';
import { commandField } from './invocation.ts';
import { installsOf, systemManagers } from './package-install.ts';

export const sudo: Check<'build'> = {
  id: toRuleId('df-sudo'),
  title: 'Build uses or installs sudo',
  severity: 'medium',
  layer: 'container',
  on: 'build',
  why: 'sudo in an image is a ready way back to root: one permissive rule, or one of its own flaws, and the unprivileged user was for nothing.',
  todo: 'Do what needs root before USER, and leave sudo out of the image',
  refs: ['N190:4.1.2', 'CWE-250', 'DL3004', 'DS-0010', 'CKV2_DOCKER_1', 'DKL-DI-0001', 'kics:8ada6e80', 'C-0062'],
  since: '2026.11',
  examples: {
    bad: [onDebian('RUN sudo mkdir /data'), onDebian('RUN apk add --no-cache sudo=1.2-r3')],
    good: [onDebian('RUN mkdir /data')],
  },
  *run(build) {
    const stages = shippedStages(build);
    for (const install of installsOf(stages, ...systemManagers)) {
      if (install.packages.includes('sudo'))
        yield { key: 'install', what: 'sudo is installed', fields: [commandField(install)] };
    }
    for (const stage of stages) yield* calls(build, stage);
  },
};

function* calls(build: Build, stage: Stage): Generator<Message> {
  let isRoot = stage.baseStage === undefined;
  for (const instruction of stage.instructions) {
    if (instruction.keyword === 'USER') isRoot = /^(?:root|0)(?::|$)/u.test(instruction.args[0]?.text ?? '');
    for (const command of instruction.commands) {
      if (command.name.text !== 'sudo') continue;
      const edits = isRoot ? withoutSudo(build, command, instruction) : [];
      yield {
        key: command.args.map(({ raw }) => raw).join(' '),
        what: 'a RUN calls sudo',
        fields: [commandField({ command, instruction })],
        ...(edits.length === 0 ? {} : { fix: { say: 'call it without sudo', edits } }),
      };
    }
  }
}

/** Where sudo is called without options of its own, and nothing but a space follows it. */
function withoutSudo(build: Build, command: Command, instruction: Instruction): ModelEdit[] {
  const called = command.args[0]?.raw;
  if (called === undefined || called.startsWith('-') || called.includes('=')) return [];
  const from = `sudo ${called}`;
  if (!(instruction.args[0]?.raw.includes(from) ?? false)) return [];
  return [{ op: 'replace-text', target: { fact: build.id }, from, to: called, at: command.at }];
}
