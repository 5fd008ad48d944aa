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
export function readBuiltInSet(): string {
  return readData('known-exploited.json');
}
/** Beside the bundle when installed, in the checkout's root when run from source. */
export function readData(name: string): string {
  const here = typeof __dirname === 'string' ? __dirname : import.meta.dirname;
  const places = [path.join(here, 'data'), path.join(here, '..', '..', 'data')];
  const file = places.map((place) => path.join(place, name)).find((place) => existsSync(place));
  if (file === undefined) throw new Error(`data/${name} is missing beside the program`);
  return readFileSync(file, 'utf8');
}
