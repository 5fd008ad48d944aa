// Judges images that ship a whole distribution where a smaller variant of the same image is there.
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { isKnown } from '../../model/field.ts';
import { parseImageName } from '../../model/image-name.ts';
import { dockerfile, onDebian, pinnedDebian } from './example-text.ts';
import { shippedStages } from './final-stages.ts';

const withSlim = new Set('debian node python ruby rust perl'.split(' '));
const withAlpine = new Set('golang php nginx httpd postgres redis'.split(' '));

export const notMinimalBase: Check<'build'> = {
  id: toRuleId('df-not-minimal-base'),
  title: 'The base is larger than it needs to be',
  severity: 'low',
  layer: 'container',
  on: 'build',
  why: 'Compilers, interpreters and clients that nothing needs are there for whoever gets in, and most advisories of an image are about them.',
  todo: 'Take the slim variant, or build in a stage of its own and ship a distroless base',
  refs: ['CISD 4.3', 'N190:4.5.1', 'SYS:2.2'],
  since: '2026.11',
  pack: 'hygiene',
  examples: {
    bad: [dockerfile(`FROM ${pinnedDebian.replace('debian:12.7-slim', 'node:22.11-bookworm')}`, 'USER 65532:65532')],
    good: [
      onDebian('RUN id'),
      dockerfile(
        `FROM ${pinnedDebian.replace('debian:12.7-slim', 'node:22.11')} AS build`,
        `FROM ${pinnedDebian}`,
        'COPY --from=build /app /app',
        'USER 65532:65532',
      ),
    ],
  },
  *run(build) {
    const base = shippedStages(build)[0]?.base;
    if (!isKnown(base)) return;
    const name = parseImageName(base.value);
    const image = name?.registry === 'docker.io' ? name.repository.replace(/^library\//u, '') : '';
    const tag = name?.tag ?? '';
    if (/slim|alpine|windows|nanoserver|distroless/u.test(tag)) return;
    const variant = withSlim.has(image) ? 'slim' : withAlpine.has(image) ? 'alpine' : undefined;
    // Without a tag there is a graver fault to mend first.
    if (variant === undefined || tag === '') return;
    yield {
      key: image,
      what: `${image}:${tag} has a variant ${variant}`,
      fields: [{ name: 'FROM', field: base }],
    };
  },
};
