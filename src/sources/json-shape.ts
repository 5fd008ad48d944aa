// JSON of unknown make, asked for what it should have: anything else is undefined.

export type JsonObject = Readonly<Record<string, unknown>>;

/** Undefined when it is no JSON. */
export function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('utf8'));
  } catch {
    return undefined;
  }
}
export function toObject(value: unknown): JsonObject | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : undefined;
}
export function ownValue(object: JsonObject | undefined, key: string): unknown {
  return object !== undefined && Object.hasOwn(object, key) ? object[key] : undefined;
}
export function ownObject(object: JsonObject | undefined, key: string): JsonObject | undefined {
  return toObject(ownValue(object, key));
}
export function ownText(object: JsonObject | undefined, key: string): string | undefined {
  const value = ownValue(object, key);
  return typeof value === 'string' && value !== '' ? value : undefined;
}
export function ownCount(object: JsonObject | undefined, key: string): number | undefined {
  const value = ownValue(object, key);
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : undefined;
}
export function ownArray(object: JsonObject | undefined, key: string): readonly unknown[] {
  return toArray(ownValue(object, key));
}
export function toArray(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
export function toTexts(values: readonly unknown[]): readonly string[] {
  return values.filter((value) => typeof value === 'string');
}
