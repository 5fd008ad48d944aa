// Objects of JSON, bare of their types.

export type Plain = Readonly<Record<string, unknown>>;
export type Items = readonly Plain[];

export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
export function numberOf(value: unknown): number {
  return value === undefined ? 0 : Number(value);
}
export function listOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(String) : [];
}
export function itemsOf(value: unknown): Items {
  return Array.isArray(value) ? (value as Items) : [];
}
export function mapOf(value: unknown): Plain {
  return typeof value === 'object' && value !== null ? (value as Plain) : {};
}
export function byName(entries: readonly (readonly [string, unknown])[]): Plain {
  return Object.fromEntries([...entries].sort(([a], [b]) => (a < b ? -1 : 1)));
}
export function byTarget(a: Plain, b: Plain): number {
  return String(a['target']) < String(b['target']) ? -1 : 1;
}
export function withoutAbsent(plain: Plain): Plain {
  return Object.fromEntries(Object.entries(plain).filter(([, value]) => value !== undefined));
}
/** A variable that nobody sets is as good as none. */
export function withoutNull(plain: Plain): Plain {
  return Object.fromEntries(Object.entries(plain).filter(([, value]) => value !== null));
}
export function portText({ host_ip: ip, host, target, protocol = 'tcp' }: Plain): string {
  return `${textOf(ip)} ${wordOf(host)} ${wordOf(target)}/${wordOf(protocol)}`;
}
function wordOf(value: unknown): string {
  return typeof value === 'number' ? String(value) : textOf(value);
}
