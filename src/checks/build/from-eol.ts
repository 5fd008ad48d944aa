// Judges base images of releases that their makers mend no more, by the date of the run.
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { parseImageName } from '../../model/image-name.ts';
import { releasesIn } from './end-of-life.ts';
import { dockerfile, onDebian, pinnedDebian } from './example-text.ts';
import { contributingStages } from './final-stages.ts';
import { baseImages } from './image-reference.ts';

export const fromEol: Check<'build'> = {
  id: toRuleId('df-from-eol'),
  title: 'Base image is past its end of life',
  severity: 'high',
  layer: 'container',
  on: 'build',
  why: 'Flaws found since are not mended there, and the later ones are the ones that everybody reads about: the image gets worse each month with no way to update it.',
  todo: 'Go to a release that is still supported',
  refs: ['CISD 4.4', 'N190:4.1.1', 'SYS:2.4', 'CWE-1104'],
  since: '2026.11',
  examples: {
    bad: [
      dockerfile(`FROM ${pinnedDebian.replace('12.7-slim', '10-slim')}`, 'USER 65532:65532'),
      dockerfile(`FROM ${pinnedDebian.replace('debian:12.7-slim', 'node:14.21-alpine3.17')}`, 'USER 65532:65532'),
    ],
    good: [
      onDebian('RUN id'),
      dockerfile(`FROM ${pinnedDebian.replace('debian:12.7-slim', 'acme/debian:10-slim')}`, 'USER 65532:65532'),
    ],
  },
  *run(build, { today }) {
    if (today === undefined) return;
    for (const { text, field } of baseImages(contributingStages(build))) {
      const ended = releasesIn(...officialName(text)).filter(({ until }) => until < today);
      if (ended.length === 0) continue;
      const when = ended.map(({ name, until }) => `${name} had its last fixes on ${until}`).join(', and ');
      yield {
        key: ended.map(({ name }) => name).join(' '),
        what: `FROM ${text.split('@')[0] ?? ''}: ${when}`,
        fields: [field],
      };
    }
  },
};

/** Name and tag of an official image, also by way of a mirror of them. */
function officialName(text: string): [image: string, tag: string] {
  const name = parseImageName(text);
  const image = /^(?:docker\/)?library\/([\w-]+)$/u.exec(name?.repository ?? '')?.[1];
  const isOfficial = name?.registry === 'docker.io' || name?.registry === 'public.ecr.aws';
  return isOfficial && image !== undefined ? [image, name?.tag ?? ''] : ['', ''];
}
