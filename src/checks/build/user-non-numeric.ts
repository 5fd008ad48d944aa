// Judges USER that is a name where an orchestrator wants a number.
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { isKnown, locationOf } from '../../model/field.ts';
import { bottomImage, isWindowsImage } from './base-image.ts';
import { fixBy } from './edits.ts';
import { onDebian, dockerfile, pinnedDebian } from './example-text.ts';
import { shippedStages, type Build } from './final-stages.ts';
import { invocationsOf, operandsOf, type Invocation } from './invocation.ts';

export const userNonNumeric: Check<'build'> = {
  id: toRuleId('df-user-non-numeric'),
  title: 'USER is a name and not a number',
  severity: 'low',
  layer: 'container',
  on: 'build',
  why: 'What a name stands for is decided by a file in the image: whoever can change that file makes it root, and Kubernetes with runAsNonRoot refuses to start what it cannot tell from root.',
  todo: 'Write the numeric id of the account, such as USER 65532:65532',
  refs: ['N190:4.1.2', 'DL3066'],
  since: '2026.11',
  examples: {
    bad: [
      dockerfile(`FROM ${pinnedDebian}`, 'RUN useradd --system --uid 999 app', 'USER app'),
      dockerfile(`FROM ${pinnedDebian}`, 'USER app'),
    ],
    good: [onDebian('RUN useradd --system app'), dockerfile(`FROM ${pinnedDebian}`, 'USER 999')],
  },
  *run(build) {
    const stage = build.stages.at(-1);
    const user = stage?.user;
    // Accounts of Windows have no numbers.
    if (stage === undefined || !isKnown(user) || isWindowsImage(bottomImage(build, stage))) return;
    const [name = '', group] = user.value.split(':');
    // Root has a rule of its own.
    if (name === '' || name === 'root' || /^\d+$/u.test(name)) return;
    const id = idOf(build, name);
    const value = `${id ?? ''}${group === undefined ? '' : `:${groupId(build, group) ?? group}`}`;
    yield {
      key: 'user',
      what: `USER ${user.value}`,
      fields: [{ name: 'USER', field: user }],
      ...(id !== undefined &&
        fixBy(`write USER ${value}`, [{ op: 'set-user', target: { fact: build.id }, value, at: locationOf(user) }])),
    };
  },
};

/** The id that the same file gives the account. */
function idOf(build: Build, name: string): string | undefined {
  return givenId(build, /^(?:useradd|adduser)$/u, name, /^(?:-u|--uid)$/u);
}
function groupId(build: Build, name: string): string | undefined {
  return givenId(build, /^(?:groupadd|addgroup)$/u, name, /^(?:-g|--gid)$/u);
}
function givenId(build: Build, programs: RegExp, name: string, option: RegExp): string | undefined {
  const calls = invocationsOf(shippedStages(build), programs);
  const call = calls.findLast((one) => operandsOf(one).includes(name));
  return call === undefined ? undefined : numberBehind(call, option);
}
function numberBehind({ args }: Invocation, option: RegExp): string | undefined {
  for (const [index, arg] of args.entries()) {
    const [name = '', joined] = arg.split('=');
    const value = joined ?? args[index + 1] ?? '';
    if (option.test(name) && /^[1-9]\d{0,8}$/u.test(value)) return value;
  }
  return undefined;
}
