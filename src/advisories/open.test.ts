import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import type { AdvisoryData } from '../model/advisory.ts';
import { AppError } from '../model/errors.ts';
import { serveMirror } from '../../testdata/advisories/serve-mirror.ts';
import { smallMirror } from '../../testdata/advisories/small-mirror.ts';
import type { BuiltInFile } from './built-in.ts';
import { openAdvisories } from './open.ts';
import { updateDatabase } from './update.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'plimsoll-open-'));
after(() => rmSync(folder, { recursive: true }));
const file = path.join(folder, 'advisories.db');
const none = path.join(folder, 'none.db');

const set: BuiltInFile = {
  about: '',
  date: '2025-01-31',
  kev: { '2021-44228': '2021-12-10+', '2023-44487': '2023-10-10' },
  heads: [['!2021-44228'], ['ALSA-2023:5850', [], ['!2023-44487'], 'nodejs:16']],
  ecosystems: {
    AlmaLinux: [['nodejs npm', [[1, 1, [[['8'], ['1:16.20.2-3.module_el8.8.0+3653+c77a731f']]]]]]],
    Debian: [
      [
        'apache-log4j2',
        [
          [
            0,
            0,
            [
              [['11', '12'], ['2.15.0-1']],
              [['13'], []],
            ],
          ],
        ],
      ],
    ],
    Maven: [['org.apache.logging.log4j:log4j-core', [[0, 0, [[[''], [['2.13.0', '2.15.0'], '2.12.2']]]]]]],
  },
};
const builtIn = (): string => JSON.stringify(set);

const mirror = await serveMirror(smallMirror());
await updateDatabase({
  file,
  ecosystems: ['Debian', 'npm'],
  mirror: mirror.url,
  signal: new AbortController().signal,
  now: () => new Date('2025-03-01T00:00:00Z'),
});
await mirror.close();
const alone = await openAdvisories({ file: none, builtIn });
const both = await openAdvisories({ file, builtIn });
after(() => both.close());

const coverage: readonly (readonly [string, AdvisoryData, string, string])[] = [
  ['a release of the database', both, 'Debian:12', 'full'],
  ['an ecosystem without releases', both, 'npm', 'full'],
  ['an ecosystem that only the built-in set has', both, 'AlmaLinux:8', 'built-in'],
  ['a release that nobody has', both, 'AlmaLinux:7', 'none'],
  ['a release that the feed says nothing of', both, 'Debian:10', 'none'],
  ['the same ecosystem without a database', alone, 'Debian:12', 'built-in'],
  ['npm without a database', alone, 'npm', 'none'],
  ['a property of every object', both, 'constructor', 'none'],
];
for (const [what, data, ecosystem, expected] of coverage)
  test(`coverage of ${what}: ${expected}`, () => assert.equal(data.coverage(ecosystem), expected));

test('the built-in set answers where the database has nothing', () => {
  assert.deepEqual(both.find('AlmaLinux:8', 'npm'), [
    {
      id: 'ALSA-2023:5850',
      aliases: [],
      upstream: ['CVE-2023-44487'],
      ecosystem: 'AlmaLinux:8',
      name: 'npm',
      ranges: [{ introduced: '0', fixed: '1:16.20.2-3.module_el8.8.0+3653+c77a731f' }],
      versions: [],
      kind: 'vulnerability',
      modified: '2025-01-31',
      severity: 'high',
      summary: 'nodejs:16',
    },
  ]);
});
test('the database answers alone where it has the release', () => {
  assert.deepEqual(both.find('Debian:12', 'apache-log4j2'), []);
  assert.equal(alone.find('Debian:12', 'apache-log4j2').length, 1);
});
test('a row comes back with all that the record said', () => {
  assert.deepEqual(both.find('npm', 'lodash'), [
    {
      id: 'GHSA-35jh-r3h4-6jhm',
      aliases: ['CVE-2021-23337'],
      upstream: [],
      ecosystem: 'npm',
      name: 'lodash',
      ranges: [{ introduced: '0', fixed: '4.17.21' }],
      versions: [],
      kind: 'vulnerability',
      modified: '2025-02-01',
      summary: 'Command Injection in lodash',
    },
  ]);
});

const exploited: readonly (readonly [string, AdvisoryData, readonly string[], object])[] = [
  [
    'any name of the issue will do',
    both,
    ['GHSA-jfh8-c2jp-5v3q', 'CVE-2021-44228'],
    { kev: true, kevAdded: '2021-12-10', ransomware: true, epss: 0.97 },
  ],
  ['only a probability', both, ['CVE-2021-23337'], { kev: false, epss: 0.01 }],
  ['a fresher catalogue than the built-in one rules', both, ['CVE-2023-44487'], { kev: false }],
  ['without a database the built-in one', alone, ['CVE-2023-44487'], { kev: true, kevAdded: '2023-10-10' }],
  ['unknown', both, ['CVE-1999-0001', 'nonsense', '__proto__'], { kev: false }],
  ['no names', both, [], { kev: false }],
];
for (const [what, data, ids, expected] of exploited)
  test(`exploitation: ${what}`, () => assert.deepEqual(data.exploitation(ids), expected));

test('an id or an alias finds every package of every release', () => {
  const found = (data: AdvisoryData, id: string): readonly string[] =>
    data.byId(id).map(({ ecosystem, name }) => `${ecosystem} ${name}`);
  assert.deepEqual(found(both, 'CVE-2024-4603'), ['Debian:12 openssl', 'Debian:13 openssl']);
  assert.deepEqual(found(both, 'GHSA-35jh-r3h4-6jhm'), ['npm lodash']);
  assert.deepEqual(found(both, 'CVE-2023-44487'), ['AlmaLinux:8 nodejs', 'AlmaLinux:8 npm']);
  assert.deepEqual(found(both, 'CVE-0000-0000'), []);
});
test('the feeds and a digest are told', () => {
  assert.deepEqual(
    both.feeds.map(({ id }) => id),
    ['Debian', 'EPSS', 'KEV', 'npm'],
  );
  assert.deepEqual(alone.feeds, [{ id: 'built-in', date: '2025-01-31', records: 2, fetched: '2025-01-31' }]);
  assert.match(both.digest, /^sha256:[0-9a-f]{64}$/u);
  assert.notEqual(both.digest, alone.digest);
});
test('a set that comes with the program is not parsed before it is asked', async () => {
  await openAdvisories({ file: none, builtIn: () => 'not even JSON' }).catch(() => assert.fail('was parsed'));
});

async function codeOf(content: Buffer, ask = false): Promise<string> {
  const damaged = path.join(folder, 'damaged.db');
  writeFileSync(damaged, content);
  try {
    const data = await openAdvisories({ file: damaged, builtIn });
    try {
      if (ask) for (const name of ['openssl', 'apache-log4j2']) data.find('Debian:12', name);
    } finally {
      data.close();
    }
    return 'none';
  } catch (error) {
    return error instanceof AppError ? error.code : `no AppError: ${String(error)}`;
  }
}
test('a damaged or foreign database is told as such', async () => {
  const whole = readFileSync(file);
  assert.equal(await codeOf(whole), 'none');
  assert.equal(await codeOf(Buffer.from('nonsense')), 'database-unusable');
  assert.equal(await codeOf(whole.subarray(0, 8192)), 'database-unusable');
  const older = Buffer.from(whole);
  older.writeInt32BE(0, 60);
  assert.equal(await codeOf(older), 'database-unusable');
  const scrambled = Buffer.from(whole).fill(0xa5, 8192);
  assert.equal(await codeOf(scrambled, true), 'database-unusable');
});
test('the set that comes with the program can be asked', async () => {
  const shipped = path.join(import.meta.dirname, '..', '..', 'data', 'known-exploited.json');
  const data = await openAdvisories({ file: none, builtIn: () => readFileSync(shipped, 'utf8') });
  assert.equal(data.coverage('Debian:12'), 'built-in');
  assert.equal(data.exploitation(['CVE-2021-44228']).kev, true);
  assert.ok(
    data.find('Maven', 'org.apache.logging.log4j:log4j-core').some((one) => one.aliases.includes('CVE-2021-44228')),
  );
  assert.equal(data.coverage('Ubuntu:24.04:LTS'), 'none');
});
