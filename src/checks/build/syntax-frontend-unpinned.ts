// Judges the parser directive that names the builder's frontend.
// https://docs.docker.com/reference/dockerfile/#syntax
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { declared } from '../../model/field.ts';
import { parseImageName } from '../../model/image-name.ts';
import { dockerfile, pinnedDebian } from './example-text.ts';

const frame = [`FROM ${pinnedDebian}`, 'USER 65532:65532'];

export const syntaxFrontendUnpinned: Check<'build'> = {
  id: toRuleId('df-syntax-frontend-unpinned'),
  title: "The builder's frontend is not pinned",
  severity: 'medium',
  layer: 'container',
  on: 'build',
  why: 'The image that # syntax names is run by the builder to read the file: whoever can push to that name decides what is built, and sees the context and the secrets of the build.',
  todo: 'Pin it to a digest, or leave the line out: current builders have a frontend of their own',
  refs: ['N190:4.1.5', 'CWE-829'],
  since: '2026.11',
  examples: {
    bad: [
      dockerfile('# syntax=docker/dockerfile-upstream:master', ...frame),
      dockerfile('# syntax=docker/dockerfile', ...frame),
      dockerfile('# syntax=docker/dockerfile:1', ...frame),
    ],
    good: [
      dockerfile(`# syntax=docker/dockerfile:1.9@sha256:${'1'.repeat(64)}`, ...frame),
      dockerfile('# check=skip=all', ...frame),
    ],
  },
  *run(build) {
    for (const { text, isDirective, at } of build.comments) {
      const [, image] = isDirective ? (/^syntax\s*=\s*(\S{1,400})/iu.exec(text) ?? []) : [];
      if (image === undefined) continue;
      const name = parseImageName(image);
      if (name === undefined || name.digest !== undefined) continue;
      const isOwn = name.registry === 'docker.io' && /^docker\/dockerfile(?:-upstream)?$/u.test(name.repository);
      yield {
        key: image,
        what: isOwn
          ? `the frontend is ${image}, by its tag`
          : `the frontend is ${image}, of another publisher, by its tag`,
        fields: [{ name: 'syntax', field: declared(image, at) }],
        // The builder's own makers: who takes them over has the builder too.
        ...(isOwn ? { severity: 'low' } : {}),
      };
    }
  },
};
