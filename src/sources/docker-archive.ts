// Images as `docker save`, `podman save` and `skopeo copy … docker-archive:` write them: file, folder or pipe.
import type { SourceKind } from '../model/source.ts';
import { openArchive } from './open-archive.ts';
import { shapeAt } from './shape-at.ts';

export const dockerArchive: SourceKind = {
  id: 'docker-archive',
  prefix: 'archive',
  help: 'an image archive as docker save and podman save write it: file, folder or pipe',
  async isAt(target) {
    const shape = await shapeAt(target);
    return shape === 'docker' || shape === 'image';
  },
  open: (target, options) => openArchive(target, 'docker', options),
};
