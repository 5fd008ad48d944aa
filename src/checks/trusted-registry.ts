// Whether an image comes from one of the registries that a user trusts.
import type { ImageName } from '../model/image-name.ts';

export function isTrusted(name: ImageName, trusted: readonly string[]): boolean {
  return trusted.some((entry) => isFrom(name, entry));
}
/** A host, a host with the beginning of a path, or `*.` and what hosts end in. */
export function isFrom({ registry, repository }: ImageName, entry: string): boolean {
  const [host = '', ...path] = entry.replace(/\/+$/, '').split('/');
  const below = path.length === 0 || `${repository}/`.startsWith(`${path.join('/')}/`);
  const lower = host.toLowerCase();
  return below && (registry === lower || (lower.startsWith('*.') && registry.endsWith(lower.slice(1))));
}
