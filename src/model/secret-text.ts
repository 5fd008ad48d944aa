// Credentials in a value that may be a whole file of settings.
import { onceFor } from './once-for.ts';
import { looksSecret } from './secret-shape.ts';
import type { Variable } from './workload.ts';

const maxLines = 2000;
const maxLineLength = 2000;
const setting = /^\s{0,100}(?:export\s+)?["']?([\w.-]{1,100})["']?\s{0,20}[:=]\s{0,20}(\S.*)$/;

/** What was found, without its value. */
export interface Credential {
  /** In words: `a password`. */
  readonly kind: string;
  /** Of the setting, where the value is a file of them. */
  readonly setting?: string;
}
/** What kind of credential it is, in words; of a file, where a setting of it is one. */
export function findSecretIn(name: string, value: string): string | undefined {
  for (const found of credentialsIn(name, value)) return sayCredential(found);
  return undefined;
}
export function sayCredential({ kind, setting }: Credential): string {
  return setting === undefined ? kind : `${kind} (${setting})`;
}
/** Of one that a check and the graph both ask about: to look through a file of settings costs more than to remember. */
export const credentialsOf = onceFor(({ name, value }: Variable): readonly Credential[] =>
  value === undefined ? [] : [...credentialsIn(name, value)],
);
function* credentialsIn(name: string, value: string): Iterable<Credential> {
  const whole = looksSecret(name, value);
  if (whole !== undefined) yield { kind: whole };
  if (!value.includes('\n')) return;
  for (const line of value.split('\n', maxLines)) {
    const [, key = '', written = ''] = setting.exec(line.slice(0, maxLineLength)) ?? [];
    const kind = looksSecret(key, bareValue(written));
    if (kind !== undefined) yield { kind, setting: key };
  }
}
/** Without a comment behind it, or what parts it from the next one. */
function bareValue(written: string): string {
  const comment = written.indexOf(' #');
  const text = (comment === -1 ? written : written.slice(0, comment)).trim();
  return text.endsWith(',') || text.endsWith(';') ? text.slice(0, -1) : text;
}
