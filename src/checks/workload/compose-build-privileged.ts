// Judges builds that a Compose file gives the host: https://docs.docker.com/reference/compose-file/build/#privileged
import { toRuleId } from '../../model/brand.ts';
import type { Check, Example } from '../../model/check.ts';
import { isKnown } from '../../model/field.ts';
import { containersOf, refOf, sayOf } from './container.ts';

const strong: ReadonlySet<string> = new Set(['security.insecure', 'network.host']);

export const composeBuildPrivileged: Check<'workload'> = {
  id: toRuleId('wl-compose-build-privileged'),
  title: 'Build runs with the rights of the host',
  severity: 'critical',
  layer: 'container',
  on: 'workload',
  why: 'Every command of the build, and of every package that it installs, then has the devices and the kernel of the machine that builds, or its network.',
  todo: 'Take it out, and do what needs it outside the build.',
  refs: ['N190:4.4.3', 'T1611'],
  since: '2026.11',
  get examples() {
    return {
      bad: [withBuild('privileged: true'), withBuild('entitlements: [security.insecure]')],
      good: [withBuild('privileged: false'), withBuild('entitlements: [device]')],
    };
  },
  *run(workload) {
    for (const container of containersOf(workload)) {
      const { build } = container;
      if (!isKnown(build)) continue;
      const granted = (build.value.entitlements ?? []).filter((name) => strong.has(name));
      const what = build.value.privileged === true ? 'privileged mode' : granted.join(' and ');
      if (what === '') continue;
      yield {
        key: container.name,
        what: sayOf(workload, container, `is built with ${what}`),
        fields: [refOf('build', build, container)],
      };
    }
  },
};

function withBuild(line: string): Example {
  const text = `services:
  web:
    image: registry.example/web:1.4.2@sha256:${'1'.repeat(64)}
    build: {context: ., ${line}}
    user: "10001:10001"
    read_only: true
    cap_drop: [ALL]
    security_opt: ["no-new-privileges:true"]
    mem_limit: 268435456
    cpus: 0.5
    pids_limit: 100
`;
  return { format: 'compose', text };
}
