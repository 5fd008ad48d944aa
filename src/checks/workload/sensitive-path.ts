// What a mount of a host path gives away, in words, by the places that it is, is part of, or has in it.
import { isWithin } from '../../model/host-path.ts';
import { hostPlaces, isPersonal, personal } from '../../model/host-places.ts';
import type { HostPlace } from '../../model/host-places.ts';

interface Access {
  readonly readOnly: boolean;
}
const telling = hostPlaces.filter(({ means }) => means !== undefined);

/** Undefined for an ordinary path, or one that is a matter of sockets. */
export function findSensitive(path: string, access: Access): string | undefined {
  if (path === '/') return 'the whole host';
  if (isPersonal(path)) return personal.means;
  if (!path.startsWith('/')) return undefined;
  const itself = telling.find((place) => place.path === path);
  return (itself ?? findAround(path, access) ?? telling.find((place) => isWithin(place.path, path)))?.means;
}
function findAround(path: string, { readOnly }: Access): HostPlace | undefined {
  return telling
    .filter(
      ({ path: folder, below }) =>
        (below === 'always' || (below === 'writable' && !readOnly)) && isWithin(path, folder),
    )
    .reduce<HostPlace | undefined>((a, b) => (a === undefined || b.path.length > a.path.length ? b : a), undefined);
}
