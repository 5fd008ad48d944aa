// Which image of several, and which platform of it: what was asked for, else this machine's own, else the first.
import { AppError } from '../model/errors.ts';
import type { OpenOptions } from '../model/source.ts';
import { answersTo, ownPlatform, parsePlatform, type Platform, platformText } from './platform.ts';

export interface Candidate {
  /** Which image of the archive it belongs to, counting from 0; its platforms share it. */
  readonly image: number;
  readonly refs: readonly string[];
  /** Digests, `sha256:…`, that name it. */
  readonly ids: readonly string[];
  readonly platform: Platform | undefined;
}
export interface Picked<C extends Candidate> {
  readonly candidate: C;
  readonly ref?: string;
  readonly picked?: string;
}
export type PickOptions = Pick<OpenOptions, 'image' | 'platform' | 'hostPlatform'>;

const maxListed = 10;
const minIdLength = 6;

/** Throws AppError `image-not-found` or `platform-not-found`, which list what there is. */
export function pickImage<C extends Candidate>(candidates: readonly C[], options: PickOptions): Picked<C> {
  const named =
    options.image === undefined ? candidates : candidates.filter((one) => isNamed(one, options.image ?? ''));
  const [first] = named;
  if (first === undefined) throw imageNotFound(candidates, options.image ?? '');
  const candidate = pickPlatform(named, first, options);
  const siblings = named.filter(({ image }) => image === candidate.image);
  const ref = refOf(candidate, options.image);
  const picked = pickedText(candidate, { ref, images: countImages(candidates), platforms: siblings.length });
  return { candidate, ...(ref !== undefined && { ref }), ...(picked !== undefined && { picked }) };
}

function pickPlatform<C extends Candidate>(named: readonly C[], first: C, options: PickOptions): C {
  if (options.platform !== undefined) {
    const asked = parsePlatform(options.platform);
    const found = named.find(({ platform }) => platform !== undefined && answersTo(platform, asked));
    if (found === undefined) throw platformNotFound(named, options.platform);
    return found;
  }
  const own = parsePlatform(options.hostPlatform ?? ownPlatform());
  const siblings = named.filter(({ image }) => image === first.image);
  return siblings.find(({ platform }) => platform !== undefined && answersTo(platform, own)) ?? first;
}

function isNamed({ refs, ids }: Candidate, asked: string): boolean {
  if (refs.some((ref) => ref === asked || fullRef(ref) === fullRef(asked))) return true;
  const hex = asked.startsWith('sha256:') ? asked : `sha256:${asked}`;
  return hex.length >= 'sha256:'.length + minIdLength && ids.some((id) => id.startsWith(hex));
}
/** As Docker reads a short name. */
function fullRef(ref: string): string {
  const short = ref.replace(/^docker\.io\//, '').replace(/^library\//, '');
  return short.includes('@') || /:[^/]*$/.test(short) ? short : `${short}:latest`;
}
function refOf({ refs }: Candidate, asked: string | undefined): string | undefined {
  const match = asked === undefined ? undefined : refs.find((ref) => ref === asked || fullRef(ref) === fullRef(asked));
  return match ?? refs[0];
}

function countImages(candidates: readonly Candidate[]): number {
  return new Set(candidates.map(({ image }) => image)).size;
}
function pickedText(
  { platform, ids }: Candidate,
  { ref, images, platforms }: { readonly ref: string | undefined; readonly images: number; readonly platforms: number },
): string | undefined {
  const parts: string[] = [];
  if (images > 1) parts.push(`${ref ?? shortId(ids)} of ${images} images`);
  if (platforms > 1) parts.push(`${platform === undefined ? 'one' : platformText(platform)} of ${platforms} platforms`);
  return parts.length === 0 ? undefined : parts.join(', ');
}
function shortId(ids: readonly string[]): string {
  return ids[0]?.slice('sha256:'.length, 'sha256:'.length + 12) ?? 'the first';
}

function imageNotFound(candidates: readonly Candidate[], asked: string): AppError {
  const names = candidates.map(({ refs, ids }) => refs[0] ?? shortId(ids));
  return new AppError('image-not-found', `there is no image ${JSON.stringify(asked)}; there is ${listed(names)}`);
}
function platformNotFound(candidates: readonly Candidate[], asked: string): AppError {
  const names = candidates.map(({ platform }) => (platform === undefined ? 'unknown' : platformText(platform)));
  return new AppError('platform-not-found', `there is no platform ${asked} of it; there is ${listed(names)}`);
}
function listed(names: readonly string[]): string {
  const unique = [...new Set(names)];
  const more = unique.length > maxListed ? ` and ${unique.length - maxListed} more` : '';
  return unique.length === 0 ? 'none' : unique.slice(0, maxListed).join(', ') + more;
}
