// Images as an engine tells of them, `docker image inspect`, `podman image inspect`: what their names stand for.
// https://docs.docker.com/reference/api/engine/version/v1.51/#tag/Image/operation/ImageInspect
import { parseDigest, type Digest } from '../../model/brand.ts';
import type { Entry } from '../../model/entry.ts';
import type { Draft } from '../../model/facts.ts';
import type { ReferenceDraft } from '../../model/image-facts.ts';
import { fullNameOf, parseImageName } from '../../model/image-name.ts';
import type { Reader } from '../../model/reader.ts';
import { getMember, placeOf, type Value } from './config-value.ts';
import {
  answersIn,
  engineSuffixes,
  maxEngineBytes,
  openEngineDocument,
  problemsIn,
  refineEngine,
} from './engine-document.ts';
import { memberOf, textsOf } from './engine-member.ts';

export const engineImageReader: Reader = {
  id: 'engine-image',
  version: 1,
  area: 'config',
  wants: { suffixes: engineSuffixes },
  refine: refineEngine,
  maxBytes: maxEngineBytes,
  read,
};

async function* read(entry: Entry): AsyncGenerator<Draft> {
  const document = await openEngineDocument(entry, 'RepoDigests');
  if (document === undefined) return;
  const { config, root } = document;
  if (root === undefined) {
    yield* problemsIn(config, 'engine-image', /"RepoTags"/);
    return;
  }
  for (const item of answersIn(root))
    if (['Id', 'RepoTags', 'RepoDigests'].every((name) => getMember(item, name) !== undefined))
      yield* referencesOf(item);
}

/** More names than one image has. */
const maxNames = 1000;
/** A tag of the repository that the digest is from; an image with two digests there does not say which is whose. */
function* referencesOf(item: Value): Generator<ReferenceDraft> {
  const digests = digestsIn(memberOf(item, 'RepoDigests'));
  for (const { text } of textsOf(memberOf(item, 'RepoTags')).slice(0, maxNames)) {
    const parsed = parseImageName(text);
    const name = parsed?.tag === undefined ? undefined : fullNameOf(parsed);
    // Podman keeps what it built itself under `localhost`, and nobody gives that out.
    if (parsed === undefined || name === undefined || parsed.registry === 'localhost') continue;
    const [digest, ...others] = digests.get(repositoryOf(parsed)) ?? [];
    if (digest !== undefined && others.length === 0)
      yield { kind: 'reference', name, digest, at: [placeOf(memberOf(item, 'RepoDigests') ?? item)] };
  }
}
function repositoryOf({ registry, repository }: { readonly registry: string; readonly repository: string }): string {
  return `${registry}/${repository}`;
}
function digestsIn(list: Value | undefined): ReadonlyMap<string, ReadonlySet<Digest>> {
  const found = new Map<string, Set<Digest>>();
  for (const { text } of textsOf(list).slice(0, maxNames)) {
    const parsed = parseImageName(text);
    const digest = parseDigest(parsed?.digest ?? '');
    if (parsed === undefined || digest === undefined) continue;
    const repository = repositoryOf(parsed);
    found.set(repository, (found.get(repository) ?? new Set()).add(digest));
  }
  return found;
}
