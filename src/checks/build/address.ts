// Addresses as they are told to people, and which of them never leave the machine.

/** Queries and user parts often carry tokens. */
export function withoutQuery(address: string): string {
  const [path = ''] = address.split(/[?#]/u);
  const start = path.indexOf('://') + 3;
  const slash = path.indexOf('/', start);
  const at = path.lastIndexOf('@', slash === -1 ? undefined : slash);
  return at < start ? path : path.slice(0, start) + path.slice(at + 1);
}
/** Name and port. */
export function hostOf(address: string): string {
  return address.slice(address.indexOf('://') + 3).split('/')[0] ?? '';
}
/** On the machine itself or its own networks. */
export function isLocalHost(host: string): boolean {
  return /^(?:localhost|127\.|\[::1\]|0\.0\.0\.0|169\.254\.|10\.|192\.168\.|host\.docker\.internal)/u.test(host);
}
