// What a path of the host gives to whoever may write or read it, by the places that are in it or around it.
import { isWithin } from '../../model/host-path.ts';
import { controlPlane, diskGifts, hostPlaces, isDisk, isPersonal, personal } from '../../model/host-places.ts';
import type { Gift, Gifts, HostPlace } from '../../model/host-places.ts';
import { always, type Condition } from '../conditions.ts';
import { settledBy, type Machine } from './machines.ts';

/** Everything that a mount of this path has in it, or is part of. */
export function giftsOf(path: string): Gifts {
  if (isPersonal(path)) return personal.gifts;
  if (isDisk(path)) return diskGifts;
  if (!path.startsWith('/')) return {};
  const around = hostPlaces
    .filter((place) => reachesBelow(place) && isWithin(path, place.path))
    .reduce<HostPlace | undefined>((a, b) => (a === undefined || b.path.length > a.path.length ? b : a), undefined);
  const inside = hostPlaces.filter((place) => isWithin(place.path, path)).map((place) => placeInside(place, path));
  return strongest(around === undefined || around.path === path ? inside : [...inside, around]);
}
/** What a gift adds to the conditions of its step; what was told of the host settles some. Undefined where it is not so. */
export function withGift(gift: Gift, machine?: Machine): Condition | undefined {
  if (gift === true) return always;
  const answers = gift.map((assumption) => ({ assumption, holds: settledBy(machine, assumption.name) }));
  if (answers.some(({ holds }) => holds === false)) return undefined;
  return {
    ...always,
    assumes: answers.filter(({ holds }) => holds === undefined).map(({ assumption }) => assumption),
  };
}
/** Who names the store of a cluster is on a node that has it; a folder around it is on every node. */
function placeInside(place: HostPlace, path: string): HostPlace {
  if (place.path === path || place.gifts.cluster !== true) return place;
  return { ...place, gifts: { ...place.gifts, cluster: controlPlane } };
}
function reachesBelow({ below, onlyItself }: HostPlace): boolean {
  return below !== 'never' && onlyItself === undefined;
}
function strongest(found: readonly HostPlace[]): Gifts {
  const root = best(found.map(({ gifts }) => gifts.root));
  const secrets = best(found.map(({ gifts }) => gifts.secrets));
  const containers = best(found.map(({ gifts }) => gifts.containers));
  const cluster = best(found.map(({ gifts }) => gifts.cluster));
  return {
    ...(root && { root }),
    ...(secrets && { secrets }),
    ...(cluster && { cluster }),
    ...(containers && { containers }),
  };
}
function best(gifts: readonly (Gift | undefined)[]): Gift | undefined {
  return gifts.find((one) => one === true) ?? gifts.find((one) => one !== undefined);
}
