// Judges code of strangers on the kernel of the host: https://kubernetes.io/docs/concepts/containers/runtime-class/
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { accuseSetting } from './container.ts';
import type { JudgedContainer } from './container.ts';
import { inEveryFormat } from './every-format.ts';
import { imageNameOf } from '../../model/image-name.ts';
import { isSandbox } from './runtime-name.ts';

export const runtimeUnsandboxed: Check<'workload'> = {
  id: toRuleId('wl-runtime-unsandboxed'),
  title: 'Runs the code of others on the shared kernel',
  severity: 'low',
  layer: 'container',
  on: 'workload',
  why: 'Jobs, notebooks and sandboxes run whatever they are sent: each flaw of the kernel is one step from whoever sends it to the host and all others on it.',
  todo: 'Put it on a runtime with a kernel of its own, such as gVisor or Kata Containers.',
  refs: ['N190:4.3.4', 'NSA:Pod', 'OWK:K01', 'C-0242', 'C-0297'],
  since: '2026.11',
  get examples() {
    return {
      bad: [
        ...inEveryFormat({ image: `quay.io/jupyter/base-notebook:2025-08-04@sha256:${'1'.repeat(64)}` }),
        ...inEveryFormat({ image: `gitlab/gitlab-runner:v18.3@sha256:${'1'.repeat(64)}` }),
      ],
      good: [
        ...inEveryFormat(),
        ...inEveryFormat({
          image: `quay.io/jupyter/base-notebook:2025-08-04@sha256:${'1'.repeat(64)}`,
          runtime: 'gvisor',
        }),
      ],
    };
  },
  run: (workload) =>
    accuseSetting(workload, {
      name: 'runtime',
      isBad: (runtime, container) => !isSandbox(runtime) && runsOthersCode(container),
      clause: () => "runs other people's code on the kernel of the host",
    }),
};

/** Images that exist to run what they are sent: runners of builds, notebooks, workspaces, judges of programs. */
const runners: readonly RegExp[] = [
  /^gitlab\/gitlab-runner(?:-helper)?$/,
  /(?:^|\/)(?:actions-runner|github-runner|github-actions-runner)$/,
  /^jenkins\/(?:inbound-agent|agent|ssh-agent|jnlp-slave)$/,
  /^(?:buildkite\/agent|concourse\/concourse|drone\/drone-runner-[a-z]+|woodpeckerci\/woodpecker-agent)$/,
  /^(?:circleci\/runner-agent|teamcity-agent|jetbrains\/teamcity-agent|forgejo\/runner|gitea\/act_runner)$/,
  /^jupyter(?:hub)?\/(?:[a-z-]*notebook|datascience-notebook|docker-stacks-foundation|singleuser)$/,
  /^(?:codercom\/code-server|coder\/code-server|linuxserver\/code-server|gitpod\/openvscode-server)$/,
  /(?:^|\/)(?:openhands|open-interpreter|code-interpreter|agent-sandbox)(?:-[a-z]{1,20})?$/,
  /^(?:judge0\/judge0|engineerman\/piston|rocker\/rstudio)$/,
];
function runsOthersCode({ image }: JudgedContainer): boolean {
  const name = imageNameOf(image);
  return name !== undefined && runners.some((pattern) => pattern.test(name.repository));
}
