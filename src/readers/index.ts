// Every reader there is, by area; those of configuration are loaded when they are asked for.
import type { Reader } from '../model/reader.ts';
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

export const packageReaders: readonly Reader[] = [
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
export const imageReaders: readonly Reader[] = [imageConfigReader];
export async function configReaders(): Promise<readonly Reader[]> {
  return (await import('./config-readers.ts')).readers;
}
