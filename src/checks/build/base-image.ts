// What is known of common base images by their names: their shell, and where their working directory is.
import { isKnown } from '../../model/field.ts';
import type { Stage } from '../../model/build-facts.ts';
import type { Build } from './final-stages.ts';

const bareSystems = new Set(
  'scratch alpine debian ubuntu busybox fedora centos rockylinux almalinux amazonlinux oraclelinux archlinux'.split(
    ' ',
  ),
);
const withBash = new Set(
  `
  debian ubuntu fedora centos rockylinux almalinux amazonlinux oraclelinux archlinux buildpack-deps python node ruby
  golang rust php perl gcc maven gradle eclipse-temurin openjdk
`
    .trim()
    .split(/\s+/u),
);

/** The image at the bottom of what the stage builds on, when its name is known. */
export function bottomImage(build: Pick<Build, 'stages'>, stage: Stage): string | undefined {
  let bottom = stage;
  for (let depth = 0; depth < build.stages.length; depth++) {
    const below = bottom.baseStage === undefined ? undefined : build.stages[bottom.baseStage];
    if (below === undefined) break;
    bottom = below;
  }
  return isKnown(bottom.base) ? bottom.base.value : undefined;
}
/** Name without registry, folders, tag and digest. */
function plainName(image: string): string {
  const [path = ''] = image.split('@');
  return path.slice(path.lastIndexOf('/') + 1).split(':')[0] ?? '';
}

/** Images of a bare system leave the working directory at `/`. */
export function startsAtRoot(image: string | undefined): boolean {
  return image !== undefined && bareSystems.has(plainName(image));
}
export function isWindowsImage(image: string | undefined): boolean {
  return image !== undefined && /windows|nanoserver/u.test(image);
}
/** A shell with pipefail that such an image has. */
export function pipefailShell(image: string | undefined): string | undefined {
  if (image === undefined || isWindowsImage(image) || image.includes('distroless')) return undefined;
  if (/alpine|busybox/u.test(image)) return '/bin/ash';
  return withBash.has(plainName(image)) ? '/bin/bash' : undefined;
}
