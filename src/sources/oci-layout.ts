// Images as an OCI image layout: folder, tar of one, or pipe. OCI image specification, `image-layout.md`.
import type { SourceKind } from '../model/source.ts';
import { openArchive } from './open-archive.ts';
import { shapeAt } from './shape-at.ts';

export const ociLayout: SourceKind = {
  id: 'oci-layout',
  prefix: 'oci',
  help: 'an OCI image layout: folder, tar or pipe',
  isAt: async (target) => (await shapeAt(target)) === 'oci',
  open: (target, options) => openArchive(target, 'oci', options),
};
