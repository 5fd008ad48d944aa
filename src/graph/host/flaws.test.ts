// Which releases have a flaw, and what of that a number proves: one row, one fact.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hasFlaw, parseRelease } from './flaw-release.ts';
import { criFlaws, flaws } from './flaws.ts';

const rows: readonly (readonly [id: string, version: string, verdict: ReturnType<typeof hasFlaw>])[] = [
  ['CVE-2022-0847', '5.15.24', 'proven'],
  ['CVE-2022-0847', '5.15.25', undefined],
  ['CVE-2022-0847', '5.7.19', undefined],
  ['CVE-2022-0847', '5.12.3', 'unless-mended'],
  ['CVE-2022-0847', '6.1.0', undefined],
  ['CVE-2022-34918', '5.10.255', 'unless-mended'],
  ['CVE-2020-15257', '1.2.9', 'proven'],
  ['CVE-2022-0847', '5.15.0-91-generic', 'unless-mended'],
  ['CVE-2022-0847', '5.10.0-18-amd64', 'unless-mended'],
  ['CVE-2022-0847', '5.14.0-427.el9.x86_64', 'unless-mended'],
  ['CVE-2022-0847', '5.15.24-linuxkit', 'unless-mended'],
  ['CVE-2026-31431', '7.0.1', undefined],
  ['CVE-2026-31431', '7.0-rc3', 'proven'],
  ['CVE-2026-31431', '6.17.3', 'unless-mended'],
  ['CVE-2024-21626', 'v1.1.11-0-g4bccb38c', 'proven'],
  ['CVE-2024-21626', 'v1.1.11-7-g4bccb38c', 'unless-mended'],
  ['CVE-2024-21626', '1.1.12', undefined],
  ['CVE-2024-21626', '1.0.0-rc92', undefined],
  ['CVE-2024-21626', '1.0.0-rc93', 'proven'],
  ['CVE-2025-31133', '1.4.0-rc.2', 'proven'],
  ['CVE-2025-31133', '1.4.0', undefined],
  ['CVE-2019-14271', '19.03.0', 'proven'],
  ['CVE-2019-14271', '19.03.1', undefined],
  ['CVE-2024-10220', 'v1.29.6', 'proven'],
  ['CVE-2024-10220', 'v1.29.6-gke.100', 'unless-mended'],
  ['CVE-2024-10220', 'v1.29.6+k3s1', 'unless-mended'],
  ['CVE-2024-10220', 'v1.31.0', undefined],
  ['CVE-2026-53488', '1.6.40', undefined],
  ['CVE-2026-53488', '2.1.8', 'proven'],
  ['CVE-2022-0847', 'unknown', undefined],
];
for (const [id, version, verdict] of rows)
  test(`${id} in ${version}: ${verdict ?? 'no'}`, () => {
    const flaw = [...flaws, ...criFlaws].find((one) => one.id === id);
    assert.ok(flaw !== undefined);
    assert.equal(hasFlaw(version, flaw), verdict);
  });

test('every row can be compared, and names its mended releases newest first', () => {
  for (const flaw of [...flaws, ...criFlaws]) {
    assert.match(flaw.id, /^CVE-[0-9]{4}-[0-9]{4,}$/);
    const releases = flaw.fixed.map(parseRelease);
    assert.ok(releases.length > 0 && releases.every((one) => one !== undefined), flaw.id);
    const keys = releases.map((one) => one?.numbers.map((number) => String(number).padStart(9, '0')).join('.') ?? '');
    assert.deepEqual(keys, keys.toSorted().toReversed(), flaw.id);
  }
});
