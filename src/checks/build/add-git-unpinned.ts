// Judges repositories that a build takes by branch or tag.
import { toRuleId } from '../../model/brand.ts';
import type { Check, Message } from '../../model/check.ts';
import type { Instruction, Stage } from '../../model/build-facts.ts';
import { withoutQuery } from './address.ts';
import { instructionsOf } from './edits.ts';
import { onDebian } from './example-text.ts';
import { contributingStages } from './final-stages.ts';
import { commandField, instructionField, invocationsOf, operandsOf, type Invocation } from './invocation.ts';

const commit = '9f1c2d3e4b5a69788796a5b4c3d2e1f009182736';
const commitPattern = /(?:^|[^0-9a-f])(?:[0-9a-f]{40}|[0-9a-f]{64})(?:$|[^0-9a-f])/u;

export const addGitUnpinned: Check<'build'> = {
  id: toRuleId('df-add-git-unpinned'),
  title: 'A repository is taken without naming the commit',
  severity: 'medium',
  layer: 'container',
  on: 'build',
  why: 'A branch moves with every push, and a tag can be moved: whoever can push there, or takes over the account, puts code into the next build.',
  todo: 'Name the full commit id: ADD …git#COMMIT, or git checkout COMMIT after the clone',
  refs: ['N190:4.1.5'],
  since: '2026.11',
  examples: {
    bad: [
      onDebian('ADD https://git.example/tool.git#v1.2 /src'),
      onDebian('RUN git clone --depth 1 --branch v1.2 https://git.example/tool.git /src'),
    ],
    good: [
      onDebian(`ADD https://git.example/tool.git#${commit} /src`),
      onDebian(`RUN git clone https://git.example/tool.git /src && git -C /src checkout ${commit}`),
      onDebian('ARG COMMIT', 'RUN git clone https://git.example/tool.git /src && git -C /src checkout "$COMMIT"'),
    ],
  },
  *run(build) {
    for (const stage of contributingStages(build)) {
      for (const instruction of instructionsOf([stage], 'ADD')) yield* ofAdd(instruction);
      yield* ofClones(stage);
    }
  },
};

function* ofAdd(instruction: Instruction): Generator<Message> {
  const { args, flags } = instruction;
  if (flags['checksum'] !== undefined) return;
  for (const { text } of args.slice(0, -1)) {
    if (text === undefined || !isRepository(text) || commitPattern.test(text.slice(text.search(/[#?]/u)))) continue;
    const shown = withoutQuery(text);
    yield { key: shown, what: `ADD ${shown} names no commit`, fields: [instructionField(instruction)] };
  }
}
/** As the builder tells repositories from files. */
function isRepository(address: string): boolean {
  const [path = ''] = address.split(/[#?]/u);
  return /^git@[^:/]+:|^(?:git|ssh):\/\//u.test(address) || (/^https?:\/\//u.test(address) && path.endsWith('.git'));
}

/** A commit that is checked out behind the clone counts, be it in a later RUN. */
function* ofClones(stage: Stage): Generator<Message> {
  const calls = invocationsOf([stage], /^git$/u);
  const lastPick = calls.findLastIndex(picksCommit);
  for (const [index, invocation] of calls.entries()) {
    const operands = operandsOf(invocation);
    if (index <= lastPick || operands[0] !== 'clone') continue;
    const address = operands.find((arg) => /:\/\/|^git@/u.test(arg));
    // What is cloned from a folder was brought in before.
    if (address === undefined) continue;
    const shown = withoutQuery(address.replaceAll(/["']/gu, ''));
    yield { key: shown, what: `git clone ${shown} takes no commit`, fields: [commandField(invocation)] };
  }
}
/** A commit, or a variable that may hold one. */
function picksCommit({ args }: Invocation): boolean {
  const isPick = args.some((arg) => /^(?:checkout|reset|switch|fetch|--revision(?:=.*)?)$/u.test(arg));
  return isPick && args.some((arg) => commitPattern.test(arg) || arg.includes('$'));
}
