// What the values of edits hold, which the model leaves open.

/** A property of a list item of the model, as text. */
export function propertyOf(value: unknown, name: string): string | undefined {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
  const property: unknown = Object.entries(value).find(([key]) => key === name)?.[1];
  return typeof property === 'string' || typeof property === 'number' ? String(property) : undefined;
}
/** Upper case, without `CAP_`. */
export function toCapability(text: string): string {
  const upper = text.toUpperCase();
  return upper.startsWith('CAP_') ? upper.slice(4) : upper;
}
