// What a feed may contain: every value is unknown until one of these has looked at it.

/** Printable, not empty, not longer than `maxLength`. */
export function isText(value: unknown, maxLength: number): value is string {
  return (
    typeof value === 'string' && value !== '' && value.length <= maxLength && !/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(value)
  );
}
export function recordOf(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : undefined;
}
/** The first `maxLength` items of an array; nothing of anything else. */
export function listOf(value: unknown, maxLength: number): readonly unknown[] {
  if (!Array.isArray(value)) return [];
  return value.length > maxLength ? value.slice(0, maxLength) : value;
}
export function textsOf(value: unknown, maxLength: number): readonly string[] {
  return listOf(value, maxLength).filter((item) => isText(item, 200));
}
/** `YYYY-MM-DD` of an ISO 8601 time. */
export function dayOf(value: unknown): string | undefined {
  return typeof value === 'string' && /^\d{4}-\d\d-\d\d/u.test(value) ? value.slice(0, 10) : undefined;
}
/** One line for people, without what could disturb a terminal. */
export function lineOf(value: unknown, maxLength: number): string | undefined {
  if (typeof value !== 'string') return undefined;
  const line = value
    .slice(0, maxLength * 4)
    .replaceAll(/[\s\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ')
    .trim();
  if (line === '') return undefined;
  return line.length <= maxLength ? line : `${line.slice(0, maxLength - 1).trimEnd()}…`;
}
