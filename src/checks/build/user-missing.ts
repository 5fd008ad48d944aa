// Judges an image whose build never leaves root, as far as the base image's name tells.
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { isKnown, type FieldRef } from '../../model/field.ts';
import { isWindowsImage } from './base-image.ts';
import { dockerfile, pinnedDebian } from './example-text.ts';
import { shippedStages } from './final-stages.ts';

/** Bases whose own configuration names an unprivileged user. */
const unprivilegedBase =
  /^gcr\.io\/distroless\/[^:@]+:[^@]*nonroot|^cgr\.dev\/chainguard(?:-private)?\/|(?:^|\/)nginx-unprivileged(?:[:@]|$)|^(?:docker\.io\/)?bitnami(?:legacy|secure)?\/|^dhi\.io\//u;

export const userMissing: Check<'build'> = {
  id: toRuleId('df-user-missing'),
  title: 'Image runs as root for want of a USER',
  severity: 'high',
  layer: 'container',
  on: 'build',
  why: 'Without a USER the process runs as root: whoever takes it over may write every file of the container, and any flaw or mount that leads out of it leads out as root.',
  todo: 'Add USER with a numeric id before the last CMD or ENTRYPOINT',
  refs: ['CISD 4.1', 'N190:4.1.2', 'OWD:2', 'CWE-250', 'DS-0002', 'CKV_DOCKER_3', 'CIS-DI-0001', 'kics:fd54f200'],
  since: '2026.11',
  examples: {
    bad: [dockerfile(`FROM ${pinnedDebian}`, 'CMD ["sleep", "infinity"]')],
    good: [
      dockerfile(`FROM ${pinnedDebian}`, 'USER 65532:65532', 'CMD ["sleep", "infinity"]'),
      dockerfile(`FROM ${pinnedDebian} AS base`, 'USER 65532:65532', 'FROM base', 'CMD ["sleep", "infinity"]'),
    ],
  },
  *run(build) {
    const last = build.stages.at(-1);
    const base = shippedStages(build)[0]?.base;
    // A base that is not known may well name a user of its own.
    if (last === undefined || last.user !== undefined || !isKnown(base) || unprivilegedBase.test(base.value)) return;
    const field: FieldRef = { name: 'FROM', field: last.base };
    // Accounts of Windows have no numbers; this one is in its images.
    const user = isWindowsImage(base.value) ? 'ContainerUser' : '65532:65532';
    yield {
      key: 'user',
      what: `no USER in the stage that makes the image, and ${base.value} is not known to set one`,
      fields: [field],
      fix: {
        say: `run as user ${user}`,
        edits: [{ op: 'set-user', target: { fact: build.id }, value: user }],
      },
    };
  },
};
