// Credentials in a value that may be a whole file of settings.
import { looksSecret } from '../secret-shape.ts';

const maxLines = 2000;
const maxLineLength = 2000;
const setting = /^\s{0,100}(?:export\s+)?["']?([\w.-]{1,100})["']?\s{0,20}[:=]\s{0,20}(\S.*)$/;

/** What kind of credential it is, in words; of a file, where a setting of it is one. */
export function findSecretIn(name: string, value: string): string | undefined {
  const whole = looksSecret(name, value);
  if (whole !== undefined || !value.includes('\n')) return whole;
  for (const line of value.split('\n', maxLines)) {
    const [, key = '', written = ''] = setting.exec(line.slice(0, maxLineLength)) ?? [];
    const kind = looksSecret(key, bareValue(written));
    if (kind !== undefined) return `${kind} (${key})`;
  }
  return undefined;
}
/** Without a comment behind it, or what parts it from the next one. */
function bareValue(written: string): string {
  const comment = written.indexOf(' #');
  const text = (comment === -1 ? written : written.slice(0, comment)).trim();
  return text.endsWith(',') || text.endsWith(';') ? text.slice(0, -1) : text;
}
