// Where things of this user lie, and how the built-in data is found beside the program.
import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';

/** XDG Base Directory Specification, `XDG_CACHE_HOME`. */
export function cacheFolder(): string {
  const base = process.env['XDG_CACHE_HOME'];
  return path.join(base !== undefined && path.isAbsolute(base) ? base : path.join(homedir(), '.cache'), 'plimsoll');
}
export function databaseFile(option: unknown): string {
  if (typeof option === 'string') return path.resolve(option);
  return process.env['PLIMSOLL_DB'] ?? path.join(cacheFolder(), 'advisories.db');
}
/** Beside the bundle when installed, in the checkout's root when run from source. */
export function readBuiltInSet(): string {
  const here = typeof __dirname === 'string' ? __dirname : import.meta.dirname;
  const places = [path.join(here, 'data'), path.join(here, '..', '..', 'data')];
  const file = places.map((place) => path.join(place, 'known-exploited.json')).find((name) => existsSync(name));
  if (file === undefined) throw new Error('data/known-exploited.json is missing beside the program');
  return readFileSync(file, 'utf8');
}
