// Judges commands that run beside the program with more rights: https://docs.docker.com/reference/compose-file/services/#post_start
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import type { Handler } from '../../model/workload.ts';
import { inEveryFormat } from './every-format.ts';
import { accuseItems } from './list-rule.ts';
import { hasRootUser } from './user.ts';

export const composeHookPrivileged: Check<'workload'> = {
  id: toRuleId('wl-compose-hook-privileged'),
  title: 'Hook runs with more rights than the service',
  severity: 'high',
  layer: 'container',
  on: 'workload',
  why: 'The command runs in the container that the program can change: whoever took over the program replaces what the hook calls, and has its rights.',
  todo: 'Let the hook run as the service does; do what needs root in the image.',
  refs: ['CISD 5.23', 'CISD 5.24', 'CWE-250'],
  since: '2026.11',
  get examples() {
    const hook = (more: Partial<Handler>): readonly [Handler] => [
      { when: 'postStart', how: 'exec', command: ['/bin/hook'], ...more },
    ];
    return {
      bad: [
        ...inEveryFormat({ handlers: hook({ privileged: true }) }),
        ...inEveryFormat({ handlers: hook({ user: 'root' }) }),
        ...inEveryFormat({ handlers: hook({ when: 'preStop', user: '0:0' }) }),
      ],
      good: [...inEveryFormat({ handlers: hook({}) }), ...inEveryFormat({ handlers: hook({ user: '10001' }) })],
    };
  },
  run: (workload) =>
    accuseItems(workload, {
      name: 'handlers',
      judge: (handler, container) => {
        const when = handler.when === 'postStart' ? 'after it has started' : 'before it stops';
        if (handler.privileged === true) return `runs a command with all privileges ${when}`;
        return isRoot(handler) && hasRootUser(container) !== 'yes' ? `runs a command as root ${when}` : undefined;
      },
      change: (handler) => ({
        say: 'run the command as the service does',
        to: [
          ...(handler.privileged === true ? [{ privileged: null }] : []),
          ...(isRoot(handler) ? [{ user: null }] : []),
        ],
      }),
      keyOf: ({ when, command = [] }) => `${when}/${command.join(' ')}`,
    }),
};

function isRoot({ user = '' }: Handler): boolean {
  return /^(?:0+|root)(?::|$)/.test(user);
}
