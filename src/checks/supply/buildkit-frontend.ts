// Judges who translates a Dockerfile: https://docs.docker.com/build/buildkit/frontend/
import { toRuleId } from '../../model/brand.ts';
import type { Check, Example } from '../../model/check.ts';
import { declared } from '../../model/field.ts';
import { onDebian } from '../build/example-text.ts';
import { parseImageName } from '../../model/image-name.ts';
import { isFrom } from '../trusted-registry.ts';

function withSyntax(syntax: string): Example {
  const { text, ...more } = onDebian('RUN true');
  return { ...more, text: `# syntax=${syntax}\n${text}` };
}

const digest = `sha256:${'1'.repeat(64)}`;

export const buildkitFrontend: Check<'build'> = {
  id: toRuleId('ci-buildkit-frontend'),
  title: 'Build is run by a frontend of somebody else',
  severity: 'high',
  layer: 'container',
  on: 'build',
  why: 'The frontend is a program that decides what the builder does: its publisher reads the context and the secrets of the build, puts what they like into the image, and has used flaws of the builder to leave it.',
  todo: 'Use docker/dockerfile, pinned by its digest; or copy the frontend to a registry of yours.',
  refs: ['T1611'],
  since: '2026.11',
  examples: {
    bad: [
      withSyntax(`somebody/frontend:1@${digest}`),
      withSyntax(`ghcr.io/somebody/frontend:1@${digest}`),
      { ...withSyntax(`ghcr.io/somebody/frontend:1@${digest}`), trusted: ['docker.io'] },
    ],
    good: [
      withSyntax('docker/dockerfile:1'),
      withSyntax('docker.io/docker/dockerfile-upstream:master'),
      { ...withSyntax('registry.example/frontend:1'), trusted: ['registry.example', 'docker.io'] },
      { ...withSyntax('build.registry.example/frontend:1'), trusted: ['*.registry.example', 'docker.io'] },
      onDebian('RUN true'),
    ],
  },
  *run(build, world) {
    for (const { text, at, isDirective } of build.comments) {
      const [, syntax] = isDirective ? (/^syntax\s*=\s*(\S+)/i.exec(text) ?? []) : [];
      if (syntax === undefined) continue;
      const name = parseImageName(syntax);
      if (name === undefined) continue;
      const { registry, repository } = name;
      if (registry === 'docker.io' && /^docker\/dockerfile(?:-upstream)?$/.test(repository)) continue;
      if (world.trustedRegistries?.some((entry) => isFrom(name, entry)) === true) continue;
      yield {
        key: 'syntax',
        what: `is translated by ${registry}/${repository}`,
        fields: [{ name: 'syntax', field: declared(syntax, at) }],
      };
    }
  },
};
