// Judges files that only the one account of the image can read.
// https://docs.redhat.com/en/documentation/openshift_container_platform/4.16/html/images/creating-images
import { toRuleId } from '../../model/brand.ts';
import type { Check, Message } from '../../model/check.ts';
import { valueOf, type FieldRef } from '../../model/field.ts';
import type { Instruction } from '../../model/build-facts.ts';
import { onDebian } from './example-text.ts';
import { shippedStages } from './final-stages.ts';
import { commandField, instructionField, invocationsIn, operandsOf } from './invocation.ts';

export const userBoundUid: Check<'build'> = {
  id: toRuleId('df-user-bound-uid'),
  title: 'Files that only one user id can read',
  severity: 'info',
  layer: 'container',
  on: 'build',
  why: 'The image runs under that one id only: where a platform gives every namespace ids of its own, people end up allowing it a fixed one, and with it more than they meant.',
  todo: 'Give the files to group 0 and let the group do what the owner may (chgrp -R 0, chmod -R g=u)',
  refs: ['SYS:1.2'],
  since: '2026.11',
  pack: 'hygiene',
  examples: {
    bad: [onDebian('RUN chmod -R 700 /srv/app'), onDebian('COPY --chmod=0600 app.js /srv/app/')],
    good: [onDebian('RUN chmod -R 770 /srv/app'), onDebian('RUN chmod 600 /root/.netrc')],
  },
  *run(build) {
    const user = valueOf(build.stages.at(-1)?.user);
    if (user === undefined || /^(?:root|0)(?::|$)/u.test(user)) return;
    for (const instruction of shippedStages(build).flatMap(({ instructions }) => instructions)) {
      yield* messagesOf(instruction);
    }
  },
};

function* messagesOf(instruction: Instruction): Generator<Message> {
  const { keyword, flags, args } = instruction;
  const mode = keyword === 'COPY' || keyword === 'ADD' ? flags['chmod'] : undefined;
  if (mode !== undefined) yield* bound(mode, [args.at(-1)?.raw ?? ''], instructionField(instruction));
  for (const invocation of invocationsIn(instruction)) {
    const [given = '', ...targets] = operandsOf(invocation);
    if (invocation.program === 'chmod') yield* bound(given, targets, commandField(invocation));
  }
}
function* bound(mode: string, targets: readonly string[], field: FieldRef): Generator<Message> {
  const own = targets.filter((target) => /^\/(?!root\/|root$|etc\/|var\/|usr\/|run\/|tmp\/)/u.test(target));
  if (!/^0?[4-7]00$/u.test(mode) || own.length === 0) return;
  yield { key: own.join(' '), what: `mode ${mode} on ${own.join(' ')}`, fields: [field] };
}
