// Judges builds that need a runner with all rights: https://docs.gitlab.com/ci/docker/using_docker_build/#use-docker-in-docker
import { toRuleId } from '../../model/brand.ts';
import type { Check, Message } from '../../model/check.ts';
import type { PipelineJob, PipelineSetting } from '../../model/pipeline-facts.ts';
import { declared, isKnown, type Field } from '../../model/field.ts';
import { commit, gitlab, whatItsContainersAre, workflow } from './example-text.ts';

const entitled = 'with: {buildkitd-flags: --allow-insecure-entitlement security.insecure}';
export const privilegedDind: Check<'pipeline'> = {
  id: toRuleId('ci-privileged-dind'),
  title: 'Build needs a runner without walls',
  severity: 'high',
  layer: 'container',
  on: 'pipeline',
  why: 'An engine inside a container runs only where the runner gives its containers all rights, to every job that it takes: a build script, or a package it fetches, leaves its container and owns the runner with the secrets of all projects on it.',
  todo: 'Build with BuildKit or Buildah without root, or on a machine that is thrown away after the job.',
  refs: ['OWD:1', 'T1611', 'T1612', 'KSV-0006'],
  since: '2026.11',
  examples: {
    bad: [
      gitlab('build:\n  services: [docker:28-dind]\n  script: [make]', whatItsContainersAre),
      gitlab(
        'default:\n  services: [{name: "docker:28-dind", alias: docker}]\nbuild: {script: [make]}',
        whatItsContainersAre,
      ),
      workflow({ steps: [`uses: docker/setup-buildx-action@${commit}, ${entitled}`] }),
      workflow({ steps: [`uses: docker/build-push-action@${commit}, with: {allow: security.insecure}`] }),
      workflow({ steps: ['run: docker buildx build --allow security.insecure .'] }),
    ],
    good: [
      gitlab('build: {script: [buildah build .]}'),
      gitlab('test: {services: ["postgres:17"], script: [make]}'),
      workflow({ steps: [`uses: docker/build-push-action@${commit}, with: {tags: security.insecure}`] }),
      workflow({ steps: [`uses: docker/build-push-action@${commit}, with: {allow: network.host}`] }),
      workflow({ steps: [`uses: docker/setup-buildx-action@${commit}`, 'run: docker buildx build .'] }),
    ],
  },
  *run({ type, jobs }) {
    for (const job of jobs) {
      // What a workflow gives its containers stands in it, and is judged as theirs.
      if (type === 'gitlab-ci') for (const service of job.services) yield* engineIn(service, job);
      for (const { use, settings, script } of job.steps) {
        if (use !== undefined) for (const setting of settings) yield* allowedIn(setting, job);
        for (const { name, args, at } of script?.commands ?? []) {
          const word = args.find(({ text }) => text !== undefined && insecure.test(text));
          if (word === undefined || !/^(?:docker|buildctl|buildkitd|docker-buildx)$/.test(name.text ?? '')) continue;
          yield sayAllowed(job, declared(word.raw, at), 'run');
        }
      }
    }
  },
};
const insecure = /\bsecurity\.insecure\b/;
const builders = /^(?:buildkitd-flags|allow|driver-opts|buildkitd-config-inline)$/;
function* allowedIn({ name, text, at, via }: PipelineSetting, job: PipelineJob): Iterable<Message> {
  if (builders.test(name) && insecure.test(text)) yield sayAllowed(job, declared(text, at, via), name);
}
function sayAllowed(job: PipelineJob, field: Field<string>, name: string): Message {
  return {
    key: `${job.name}/insecure`,
    what: `${job.name} lets steps of the build have all rights`,
    fields: [{ name, field }],
  };
}
const engine = /(?:^|\/)docker:[\w.-]*dind\b|(?:^|\/)(?:docker-)?dind(?:[-:@]|$)/;
function* engineIn(service: Field<string>, job: PipelineJob): Iterable<Message> {
  const image = isKnown(service) ? service.value : service.could[0];
  if (image === undefined || !engine.test(image)) return;
  const whose = job.name === 'default' ? 'every job' : job.name;
  yield {
    key: `${job.name}/${image}`,
    what: `${whose} has an engine beside it (${image}), which starts on privileged runners only`,
    fields: [{ name: 'services', field: service }],
  };
}
