// Judges a seccomp profile by what the default one withholds: https://docs.docker.com/engine/security/seccomp/
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import type { Example } from '../../model/check.ts';
import type { SystemCalls } from '../../model/workload.ts';
import { accuseSetting } from './container.ts';
import { callsBeyondDefault } from './default-seccomp.ts';
import { inEveryFormat, inFormats } from './every-format.ts';

export const seccompLocalhostWeak: Check<'workload'> = {
  id: toRuleId('wl-seccomp-localhost-weak'),
  title: 'Seccomp profile lets through what the default one withholds',
  severity: 'medium',
  layer: 'container',
  on: 'workload',
  why: "Most flaws of the kernel that lead out of containers begin with a system call that the default profile does not let through: a profile of one's own that does opens that way again.",
  todo: 'Begin with the default profile, and add only the calls that the program was seen to need.',
  refs: ['CISD 2.17', 'OWD:6'],
  since: '2026.11',
  get examples() {
    return {
      bad: [...withProfile(['read', 'mount', 'unshare', 'keyctl']), ...withProfile(['reboot'], 'all but these')],
      good: [...withProfile(['read', 'write']), ...inEveryFormat()],
    };
  },
  run: (workload) =>
    accuseSetting(workload, {
      name: 'seccomp',
      isBad: ({ calls }) => calls !== undefined && callsBeyondDefault(calls).length > 0,
      clause: ({ name = '', calls }) =>
        `uses the profile ${name}, which lets through ${calls === undefined ? '' : listOf(calls)}`,
    }),
};

const shown = 3;
function listOf(calls: SystemCalls): string {
  const beyond = callsBeyondDefault(calls);
  const some = beyond.slice(0, shown).map(([gives, [first = '', ...others]]) => {
    return `${[first, ...(others.length > 0 ? ['…'] : [])].join(', ')} (${gives})`;
  });
  const more = beyond.length - shown;
  return `${some.join(', ')}${more > 0 ? ` and ${String(more)} kinds more` : ''}`;
}
/** The profile beside the file allows these calls and no others, or the other way round. */
function withProfile(names: readonly string[], which: 'these' | 'all but these' = 'these'): readonly Example[] {
  const [action, defaultAction] =
    which === 'these' ? ['SCMP_ACT_ALLOW', 'SCMP_ACT_ERRNO'] : ['SCMP_ACT_ERRNO', 'SCMP_ACT_ALLOW'];
  const files = { 'profile.json': JSON.stringify({ defaultAction, syscalls: [{ names, action }] }) };
  return inFormats(['compose'], { seccomp: { type: 'localhost', name: 'profile.json' } }).map((example) => ({
    ...example,
    files,
  }));
}
