// Judges builds that run with more rights: https://docs.docker.com/reference/compose-file/build/#privileged
import { toRuleId } from '../../model/brand.ts';
import type { Check, Example, Message } from '../../model/check.ts';
import type { EditTarget, ModelEdit } from '../../model/edit.ts';
import { locationOf, isKnown } from '../../model/field.ts';
import type { Location } from '../../model/location.ts';
import type { Severity } from '../../model/severity.ts';
import type { BuildRef } from '../../model/workload.ts';
import { containersOf, refOf, sayOf, targetOf } from './container.ts';
import { inFormats } from './every-format.ts';

export const composeBuildPrivileged: Check<'workload'> = {
  id: toRuleId('wl-compose-build-privileged'),
  title: 'Build has the rights of the host',
  severity: 'critical',
  layer: 'container',
  on: 'workload',
  why: 'Every command of the build, and of each package that it installs, may do on the machine that builds what root may: whoever gets a line into the Dockerfile or a script that it fetches has that machine, and all that is built there.',
  todo: 'Build without it; do what needs such rights outside of the build.',
  refs: ['N190:4.4.3', 'T1611'],
  since: '2026.11',
  get examples() {
    const built = (more: string): readonly Example[] =>
      inFormats(['compose'], {}).map((example) => ({
        ...example,
        text: example.text.replace('  web:\n', `  web:\n    build: {context: .${more}}\n`),
        files: { Dockerfile: 'FROM scratch\nUSER 10001\n' },
      }));
    return {
      bad: [
        ...built(', privileged: true'),
        ...built(', entitlements: [security.insecure]'),
        ...built(', entitlements: [network.host]'),
      ],
      good: [...built(''), ...built(', privileged: false')],
    };
  },
  *run(workload) {
    for (const container of containersOf(workload)) {
      const { build } = container;
      if (!isKnown(build)) continue;
      for (const { key, clause, severity, rights } of rightsOf(build.value)) {
        yield {
          key: `${container.name}/${key}`,
          what: sayOf(workload, container, clause),
          ...(severity && { severity }),
          fields: [refOf('build', build, container)],
          ...fixOf(rights, locationOf(build), targetOf(workload, container)),
        };
      }
    }
  },
};

interface Right {
  readonly key: string;
  readonly clause: string;
  readonly severity?: Severity;
  readonly rights: readonly Denial['right'][];
}
type Denial = Extract<ModelEdit, { op: 'deny-build' }>;
function rightsOf({ privileged, entitlements = [] }: BuildRef): readonly Right[] {
  const rights: Right[] = [];
  const insecure = entitlements.includes('security.insecure') ? (['security.insecure'] as const) : [];
  if (privileged === true)
    rights.push({ key: 'privileged', clause: 'is built with all privileges', rights: ['privileged', ...insecure] });
  else if (entitlements.includes('security.insecure'))
    rights.push({ key: 'insecure', clause: 'lets its build ask for all privileges', rights: insecure });
  if (entitlements.includes('network.host'))
    rights.push({
      key: 'network',
      clause: 'lets its build ask for the network of the host',
      severity: 'high',
      rights: ['network.host'],
    });
  return rights;
}
function fixOf(rights: Right['rights'], at: Location | undefined, target: EditTarget): Pick<Message, 'fix'> {
  if (at === undefined) return {};
  return { fix: { say: 'build without it', edits: rights.map((right) => ({ op: 'deny-build', target, right, at })) } };
}
