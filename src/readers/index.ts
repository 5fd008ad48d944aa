// Every reader there is.
import type { Reader } from '../model/reader.ts';
import { composeReader } from './config/compose.ts';
import { dockerInspectReader } from './config/docker-inspect.ts';
import { dockerRunReader } from './config/docker-run.ts';
import { engineCreateReader } from './config/engine-create.ts';
import { dockerfileReader } from './config/dockerfile.ts';
import { kubernetesReader } from './config/kubernetes.ts';
import { quadletReader } from './config/quadlet.ts';
import { imageConfigReader } from './image/image-config.ts';
import { apkReader } from './packages/apk.ts';
import { dpkgReader } from './packages/dpkg.ts';
import { notJudgedReader } from './packages/not-judged.ts';
import { npmLockReader } from './packages/npm-lock.ts';
import { npmReader } from './packages/npm.ts';
import { osReleaseReader } from './packages/os-release.ts';
import { packageCacheReader } from './packages/package-cache.ts';
import { rpmReader } from './packages/rpm.ts';
import { yarnLockReader } from './packages/yarn-lock.ts';

export const readers: readonly Reader[] = [
  composeReader,
  dockerInspectReader,
  dockerRunReader,
  engineCreateReader,
  dockerfileReader,
  kubernetesReader,
  quadletReader,
  imageConfigReader,
  apkReader,
  dpkgReader,
  notJudgedReader,
  npmLockReader,
  npmReader,
  osReleaseReader,
  packageCacheReader,
  rpmReader,
  yarnLockReader,
];
