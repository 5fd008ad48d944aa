// Judges which program git-sync runs as git: https://github.com/kubernetes/git-sync
import { toRuleId } from '../../model/brand.ts';
import type { Check, Message } from '../../model/check.ts';
import { valueOf, type Field } from '../../model/field.ts';
import { containersOf, sayOf, type JudgedWorkload } from './container.ts';
import { inEveryFormat } from './every-format.ts';
import { imageNameOf } from '../../model/image-name.ts';

export const gitSyncInjection: Check<'workload'> = {
  id: toRuleId('wl-git-sync-injection'),
  title: 'git-sync runs another program as git',
  severity: 'medium',
  layer: 'container',
  on: 'workload',
  why: 'Whoever may set the variable runs a program of their choice with the account and the volumes of the pod, and it looks like the one that was there.',
  todo: 'Remove the option; the image has its own git.',
  refs: ['CWE-78', 'CKV_K8S_159'],
  since: '2026.11',
  get examples() {
    const image = `registry.example/git-sync/git-sync:v4.4.2@sha256:${'1'.repeat(64)}`;
    return {
      bad: [
        ...inEveryFormat({ image, env: [{ name: 'GITSYNC_GIT', value: '/tmp/git' }] }),
        ...inEveryFormat({ image, command: ['--repo=https://git.example/web.git', '--git=/tmp/git'] }),
      ],
      good: [
        ...inEveryFormat({ image, env: [{ name: 'GITSYNC_REPO', value: 'https://git.example/web.git' }] }),
        ...inEveryFormat({ env: [{ name: 'GITSYNC_GIT', value: '/tmp/git' }] }),
      ],
    };
  },
  run: accuse,
};

function* accuse(workload: JudgedWorkload): Iterable<Message> {
  for (const container of containersOf(workload)) {
    const name = imageNameOf(container.image);
    if (name === undefined || !/(?:^|\/)git-sync$/.test(name.repository)) continue;
    const { env, command } = container.effective;
    const found: Field<unknown> | undefined =
      env.find((field) => variables.has(valueOf(field)?.name ?? '')) ??
      command.find((field) => /^--?git(?:=|$)/.test(valueOf(field) ?? ''));
    if (found === undefined) continue;
    yield {
      key: container.name,
      what: sayOf(workload, container, 'tells git-sync which program to run as git'),
      fields: [{ name: 'git', field: found, container: container.name }],
    };
  }
}
const variables: ReadonlySet<string> = new Set(['GITSYNC_GIT', 'GIT_SYNC_GIT']);
