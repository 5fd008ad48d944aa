// Judges base images that were given up, or have moved: https://hub.docker.com/u/library
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import type { Stage } from '../../model/build-facts.ts';
import { parseImageName } from '../../model/image-name.ts';
import { fixBy, replaceOnce } from './edits.ts';
import { dockerfile, onDebian, pinnedDebian } from './example-text.ts';
import { contributingStages, type Build } from './final-stages.ts';
import { baseImages } from './image-reference.ts';

/** With what its makers name instead, where they do. */
const official: ReadonlyMap<string, string> = new Map([
  ['openjdk', 'eclipse-temurin'],
  ['java', 'eclipse-temurin'],
  ['adoptopenjdk', 'eclipse-temurin'],
  ['jenkins', 'jenkins/jenkins'],
  ['vault', 'hashicorp/vault'],
  ['consul', 'hashicorp/consul'],
  ['opensuse', 'opensuse/leap'],
  ['owncloud', 'owncloud/server'],
  ['piwik', 'matomo'],
  ['iojs', 'node'],
  ['django', 'python'],
  ['rails', 'ruby'],
  ['celery', 'python'],
  ['ubuntu-debootstrap', 'ubuntu'],
  ['ubuntu-upstart', 'ubuntu'],
  ['nats-streaming', 'nats'],
  ['notary', ''],
  ['swarm', ''],
  ['hipache', ''],
  ['glassfish', ''],
  ['jobber', ''],
  ['php-zendserver', ''],
  ['clefos', ''],
  ['euleros', ''],
]);
const moved: readonly (readonly [from: string, to: string])[] = [
  ['k8s.gcr.io/', 'registry.k8s.io/'],
  ['gcr.io/google_containers/', 'registry.k8s.io/'],
  ['gcr.io/google-containers/', 'registry.k8s.io/'],
  ['mcr.microsoft.com/dotnet/core/', 'mcr.microsoft.com/dotnet/'],
];

export const fromDeprecatedImage: Check<'build'> = {
  id: toRuleId('df-from-deprecated-image'),
  title: 'Base image was given up or has moved',
  severity: 'medium',
  layer: 'container',
  on: 'build',
  why: 'Nobody rebuilds it any more: the flaws of what is in it stay, whatever its tag says, and one day the name is gone.',
  todo: 'Take the image that its makers name in its place',
  refs: ['N190:4.2.2'],
  since: '2026.11',
  examples: {
    bad: [
      dockerfile(`FROM ${pinnedDebian.replace('debian:12.7', 'openjdk:17')}`, 'USER 65532:65532'),
      dockerfile(`FROM k8s.gcr.io/${pinnedDebian.replace('debian:12.7-slim', 'pause:3.9')}`, 'USER 65532:65532'),
    ],
    good: [
      onDebian('RUN id'),
      dockerfile(`FROM acme/${pinnedDebian.replace('debian', 'openjdk')}`, 'USER 65532:65532'),
    ],
  },
  *run(build) {
    const stages = contributingStages(build);
    for (const { text, name, field } of baseImages(stages)) {
      const move = moved.find(([from]) => text.startsWith(from));
      const instead = move === undefined ? insteadOf(text) : move[1] + text.slice(move[0].length).split(/[:@]/u)[0];
      if (instead === undefined) continue;
      yield {
        key: name.repository,
        what: instead === '' ? `${name.repository} was given up` : `${name.repository} was given up for ${instead}`,
        fields: [field],
        ...(move === undefined ? {} : fixBy(`take it from ${move[1]}`, replaceIn(build, stages, move))),
      };
    }
  },
};

function insteadOf(text: string): string | undefined {
  const name = parseImageName(text);
  if (name?.registry !== 'docker.io' || !name.repository.startsWith('library/')) return undefined;
  return official.get(name.repository.slice('library/'.length));
}
function replaceIn(build: Build, stages: readonly Stage[], [from, to]: readonly [string, string]) {
  return stages.flatMap((stage) => replaceOnce(build, stage.from, from, to));
}
