// Every kind of place, in the order in which they are asked whether a target is theirs.
import type { SourceKind } from '../model/source.ts';
import { commandLine } from './command-line.ts';
import { directory } from './directory.ts';
import { dockerArchive } from './docker-archive.ts';
import { file } from './file.ts';
import { ociLayout } from './oci-layout.ts';
import { processRoot } from './process.ts';
import { rootfs } from './rootfs.ts';
import { rootfsTar } from './rootfs-tar.ts';
import { stdin } from './stdin.ts';

export const sourceKinds: readonly SourceKind[] = [
  stdin,
  dockerArchive,
  ociLayout,
  rootfs,
  rootfsTar,
  directory,
  processRoot,
  commandLine,
  file,
];
