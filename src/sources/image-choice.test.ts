import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hexOf, type ImageParts, makeConfig, makeDockerArchive, makeOciArchive } from '../../test/make-image.ts';
import { makeTar } from '../../test/make-tar.ts';
import { tempFile } from '../../test/read-tar.ts';
import { readSource } from '../../test/read-source.ts';
import { dockerArchive } from './docker-archive.ts';
import { ociLayout } from './oci-layout.ts';
import type { PickOptions } from './pick-image.ts';

function image(tag: string | undefined, platform: string): ImageParts {
  return {
    layers: [makeTar([{ path: `${tag ?? 'none'}-${platform}` }])],
    ...(tag !== undefined && { tags: [tag] }),
    platform,
  };
}
const one = image('app:1', 'linux/amd64');
const two = image('app:2', 'linux/amd64');
const arm = image('app:1', 'linux/arm64/v8');
const arm7 = image('app:1', 'linux/arm/v7');
const dockerTwo = makeDockerArchive([one, two], 'legacy');
const ociTwo = makeOciArchive([one, two]);
/** One image of three platforms: all below one entry of the index. */
const platforms = makeOciArchive([one, arm, arm7], { nested: 1, attestation: true });
const idOf = (parts: ImageParts): string => hexOf(makeConfig(parts));

interface Row {
  readonly is: string;
  readonly archive: Buffer;
  readonly options: PickOptions;
  readonly gives?: { readonly id: string; readonly ref?: string; readonly picked?: string };
  readonly fails?: string;
  readonly says?: RegExp;
}
const rows: readonly Row[] = [
  {
    is: 'the first of two images',
    archive: dockerTwo,
    options: {},
    gives: { id: idOf(one), ref: 'app:1', picked: 'app:1 of 2 images' },
  },
  {
    is: 'the image of a tag',
    archive: dockerTwo,
    options: { image: 'app:2' },
    gives: { id: idOf(two), ref: 'app:2', picked: 'app:2 of 2 images' },
  },
  {
    is: 'the image of a full name',
    archive: dockerTwo,
    options: { image: 'docker.io/library/app:2' },
    gives: { id: idOf(two), ref: 'app:2', picked: 'app:2 of 2 images' },
  },
  {
    is: 'the image of an id',
    archive: dockerTwo,
    options: { image: `sha256:${idOf(two)}` },
    gives: { id: idOf(two), ref: 'app:2', picked: 'app:2 of 2 images' },
  },
  {
    is: 'the image of the beginning of an id',
    archive: dockerTwo,
    options: { image: idOf(two).slice(0, 12) },
    gives: { id: idOf(two), ref: 'app:2', picked: 'app:2 of 2 images' },
  },
  {
    is: 'no image of another tag',
    archive: dockerTwo,
    options: { image: 'app:3' },
    fails: 'image-not-found',
    says: /app:1, app:2/,
  },
  {
    is: 'no image of two digits of an id',
    archive: dockerTwo,
    options: { image: idOf(two).slice(0, 2) },
    fails: 'image-not-found',
  },
  {
    is: 'no other platform of a single one',
    archive: dockerTwo,
    options: { platform: 'linux/s390x' },
    fails: 'platform-not-found',
    says: /linux\/amd64/,
  },
  {
    is: 'the tag of an OCI layout',
    archive: ociTwo,
    options: { image: 'app:2' },
    gives: { id: idOf(two), ref: 'app:2', picked: 'app:2 of 2 images' },
  },
  {
    is: "this machine's platform",
    archive: platforms,
    options: { hostPlatform: 'linux/arm64' },
    gives: { id: idOf(arm), ref: 'app:1', picked: 'linux/arm64 of 3 platforms' },
  },
  {
    is: 'the first platform on an unlike machine',
    archive: platforms,
    options: { hostPlatform: 'linux/riscv64' },
    gives: { id: idOf(one), ref: 'app:1', picked: 'linux/amd64 of 3 platforms' },
  },
  {
    is: 'the platform asked for',
    archive: platforms,
    options: { platform: 'linux/arm/v7', hostPlatform: 'linux/amd64' },
    gives: { id: idOf(arm7), ref: 'app:1', picked: 'linux/arm/v7 of 3 platforms' },
  },
  {
    is: 'a platform under its other name',
    archive: platforms,
    options: { platform: 'linux/aarch64' },
    gives: { id: idOf(arm), ref: 'app:1', picked: 'linux/arm64 of 3 platforms' },
  },
  {
    is: 'no platform of another variant',
    archive: platforms,
    options: { platform: 'linux/arm/v6' },
    fails: 'platform-not-found',
    says: /linux\/amd64, linux\/arm64, linux\/arm\/v7/,
  },
  { is: 'nothing for what is no platform', archive: platforms, options: { platform: 'amd64' }, fails: 'bad-option' },
];
for (const { is, archive, options, gives, fails, says } of rows) {
  test(`pick: ${is}`, async () => {
    const kind = archive === dockerTwo ? dockerArchive : ociLayout;
    const reading = readSource(kind, tempFile(archive), options);
    if (fails !== undefined) {
      await assert.rejects(reading, (error: Error) => {
        assert.equal(Reflect.get(error, 'code'), fails);
        assert.match(error.message, says ?? /./);
        return true;
      });
      return;
    }
    const { image } = (await reading).described;
    assert.deepEqual(
      { id: image?.id, ref: image?.ref, picked: image?.picked },
      { ref: undefined, picked: undefined, ...gives, id: `sha256:${gives?.id}` },
    );
  });
}

test('pick: a platform that only the index of a hybrid archive has', async () => {
  const archive = makeDockerArchive([one, arm]);
  const reading = await readSource(dockerArchive, tempFile(archive), { platform: 'linux/arm64' });
  assert.equal(reading.described.image?.id, `sha256:${idOf(arm)}`);
});
