// Every check on secrets.
import type { AnyCheck } from '../../model/check.ts';
import { ciConfig } from './ci-config.ts';
import { composeFile } from './compose-file.ts';
import { csiRotation } from './csi-rotation.ts';
import { fileMode } from './file-mode.ts';
import { k8sConfigmap } from './k8s-configmap.ts';
import { k8sManifestPlain } from './k8s-manifest-plain.ts';
import { processList } from './process-list.ts';
import { staticCloudKeys } from './static-cloud-keys.ts';

export const secretChecks: readonly AnyCheck[] = [
  ciConfig,
  composeFile,
  csiRotation,
  fileMode,
  k8sConfigmap,
  k8sManifestPlain,
  processList,
  staticCloudKeys,
];
