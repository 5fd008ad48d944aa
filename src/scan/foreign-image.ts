// Images of systems whose packages and settings nobody here reads: no finding in one is no good sign.
import type { Unknown } from '../model/unknown.ts';
import type { ReadTarget } from './read-target.ts';

/** OCI image configuration, `os`: a value of Go's GOOS. */
export function foreignImages(targets: readonly Pick<ReadTarget, 'described'>[]): readonly Unknown[] {
  return targets.flatMap(({ described: { name, image } }): readonly Unknown[] => {
    const [os = ''] = image?.platform.split('/') ?? [];
    if (os === '' || os === 'linux' || os === 'unknown') return [];
    const called = os === 'windows' ? 'Windows' : os;
    const why = `${name} is an image of ${called}, whose packages and settings are not read`;
    return [{ code: 'unsupported', why, affects: [called], incomplete: true }];
  });
}
