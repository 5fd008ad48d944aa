// Installs one package on one system and asks the matcher, with advisories held in memory.
import assert from 'node:assert/strict';
import type { Advisory, Exploitation } from '../../src/model/advisory.ts';
import type { OsDraft } from '../../src/model/image-facts.ts';
import type { Match } from '../../src/model/finding.ts';
import { ecosystemOf } from '../../src/matchers/ecosystem.ts';
import { matchPackage, type Matchable, type Matched } from '../../src/matchers/match.ts';

const places = {
  debian: 'Debian:12',
  alpine: 'Alpine:v3.18',
  alma: 'AlmaLinux:8',
  rocky: 'Rocky Linux:9',
  npm: 'npm',
} as const;
export type Place = keyof typeof places;
const systems: Readonly<Record<Place, OsDraft | undefined>> = {
  debian: { kind: 'os', id: 'debian', versionId: '12', idLike: [], name: '', at: [] },
  alpine: { kind: 'os', id: 'alpine', versionId: '3.18.4', idLike: [], name: '', at: [] },
  alma: { kind: 'os', id: 'almalinux', versionId: '8.9', idLike: [], name: '', at: [] },
  rocky: { kind: 'os', id: 'rocky', versionId: '9.1', idLike: [], name: '', at: [] },
  npm: undefined,
};
const types = { debian: 'deb', alpine: 'apk', alma: 'rpm', rocky: 'rpm', npm: 'npm' } as const;

export function advisory(id: string, name: string, more: Partial<Advisory> = {}): Advisory {
  return {
    id,
    name,
    aliases: [],
    upstream: [],
    ecosystem: '',
    ranges: [],
    versions: [],
    kind: 'vulnerability',
    modified: '2025-01-01',
    ...more,
  };
}
export function before(fixed: string): Pick<Advisory, 'ranges'> {
  return { ranges: [{ introduced: '0', fixed }] };
}
export interface Installed extends Omit<Matchable, 'type'> {
  readonly exploited?: Readonly<Record<string, Exploitation>>;
}
export function match(place: Place, item: Installed, advisories: readonly Advisory[]): Matched {
  const subject = { ...item, type: types[place] };
  const home = ecosystemOf(subject, systems[place]);
  assert.ok(!('missing' in home));
  return matchPackage(subject, home, {
    find: (ecosystem, name) =>
      advisories
        .filter((one) => one.name === name)
        .map((one) => ({ ...one, ecosystem }))
        .filter((one) => one.ecosystem === places[place]),
    exploitation: (ids) => ids.map((id) => item.exploited?.[id]).find((found) => found !== undefined) ?? { kev: false },
  });
}
export function only(place: Place, item: Installed, advisories: readonly Advisory[]): Match {
  const { matches } = match(place, item, advisories);
  assert.equal(matches.length, 1, `${matches.length} matches`);
  const [first] = matches;
  assert.ok(first !== undefined);
  return first;
}

