// JSON files of package managers: an object, or why there is none. Names from the file are only ever looked up as
// own properties. https://www.rfc-editor.org/rfc/rfc8259

export type JsonObject = Readonly<Record<string, unknown>>;

/** Undefined when the text is no JSON object; a byte order mark is passed over. */
export function parseJsonObject(text: string): JsonObject | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text.codePointAt(0) === 0xfeff ? text.slice(1) : text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return undefined;
  }
  return isJsonObject(value) ? value : undefined;
}
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
export function valueIn(object: JsonObject, name: string): unknown {
  return Object.hasOwn(object, name) ? object[name] : undefined;
}
/** Undefined for what is no text, and for the empty one. */
export function textIn(object: JsonObject, name: string): string | undefined {
  const value = valueIn(object, name);
  return typeof value === 'string' && value !== '' ? value : undefined;
}
