// What the values of edits hold, which the model leaves open.

/** A property of a list item of the model, as text. */
export function propertyOf(value: unknown, name: string): string | undefined {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
  const property: unknown = Object.entries(value).find(([key]) => key === name)?.[1];
  return typeof property === 'string' || typeof property === 'number' ? String(property) : undefined;
}
/** A property that is a list of texts. */
export function listOf(value: unknown, name: string): readonly string[] {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return [];
  const property: unknown = Object.entries(value).find(([key]) => key === name)?.[1];
  return Array.isArray(property) ? property.filter((item) => typeof item === 'string') : [];
}
/** Upper case, without `CAP_`. */
export function toCapability(text: string): string {
  const upper = text.toUpperCase();
  return upper.startsWith('CAP_') ? upper.slice(4) : upper;
}
