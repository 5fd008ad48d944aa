// Judges a build whose last USER is root.
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { isKnown, locationOf } from '../../model/field.ts';
import { dockerfile, pinnedDebian } from './example-text.ts';

export const userRoot: Check<'build'> = {
  id: toRuleId('df-user-root'),
  title: 'Image is set to run as root',
  severity: 'high',
  layer: 'container',
  on: 'build',
  why: 'The last USER is root: whoever takes the process over may write every file of the container, and any flaw or mount that leads out of it leads out as root.',
  todo: 'Do what needs root earlier, and end with USER and a numeric id that is not 0',
  refs: ['CISD 4.1', 'N190:4.1.2', 'OWD:2', 'CWE-250', 'DL3002', 'DS-0002', 'CKV_DOCKER_8', 'kics:67fd0c4a'],
  since: '2026.11',
  examples: {
    bad: [dockerfile(`FROM ${pinnedDebian}`, 'USER root'), dockerfile(`FROM ${pinnedDebian}`, 'USER 0:0')],
    good: [dockerfile(`FROM ${pinnedDebian}`, 'USER root', 'RUN id', 'USER 65532:65532')],
  },
  *run(build) {
    const user = build.stages.at(-1)?.user;
    if (!isKnown(user) || !isRoot(user.value)) return;
    yield {
      key: 'user',
      what: `the last USER is ${user.value}`,
      fields: [{ name: 'USER', field: user }],
      fix: {
        say: 'run as user 65532:65532',
        edits: [{ op: 'set-user', target: { fact: build.id }, value: '65532:65532', at: locationOf(user) }],
      },
    };
  },
};

function isRoot(user: string): boolean {
  const [name = ''] = user.split(':');
  return name === 'root' || /^0+$/u.test(name);
}
