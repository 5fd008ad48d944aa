// Judges a WORKDIR among the files of the system.
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { isDescriptorPath } from '../image-hazard.ts';
import { instructionsOf } from './edits.ts';
import { onDebian } from './example-text.ts';
import { shippedStages } from './final-stages.ts';
import { instructionField } from './invocation.ts';

const folders =
  /^\/(?:(?:proc|sys|dev|boot)(?:\/.*)?|etc|bin|sbin|lib(?:32|64|x32)?|usr\/(?:bin|sbin|lib(?:32|64)?))$/u;

export const workdirSystemDir: Check<'build'> = {
  id: toRuleId('df-workdir-system-dir'),
  title: 'WORKDIR is a folder of the system',
  severity: 'high',
  layer: 'container',
  on: 'build',
  why: 'Whatever a step or the program writes by a relative path lands among settings, programs or kernel interfaces: an upload can become a program that the system runs.',
  todo: 'Give the program a folder of its own, such as /srv/app',
  refs: ['N190:4.5.5', 'DS-0030'],
  since: '2026.11',
  examples: {
    bad: [onDebian('WORKDIR /etc'), onDebian('WORKDIR /usr/bin')],
    good: [onDebian('WORKDIR /etc/app'), onDebian('WORKDIR /')],
  },
  *run(build) {
    for (const instruction of instructionsOf(shippedStages(build), 'WORKDIR')) {
      const path = instruction.args[0]?.text?.replace(/(?<=.)\/+$/u, '') ?? '';
      // A descriptor is worse, and has a rule of its own.
      if (!folders.test(path) || isDescriptorPath(path) || path.startsWith('/dev/shm')) continue;
      yield { key: path, what: `WORKDIR ${path}`, fields: [instructionField(instruction)] };
    }
  },
};
