// A handful of advisories, written by hand from public facts, laid out as the feeds' hosts serve them.
import { gzipSync } from 'node:zlib';
import { makeZip } from './make-zip.ts';

const osv = 'osv-vulnerabilities.storage.googleapis.com';
export const places = {
  debian: `${osv}/Debian/all.zip`,
  rocky: `${osv}/Rocky Linux/all.zip`,
  npm: `${osv}/npm/all.zip`,
  ecosystems: `${osv}/ecosystems.txt`,
  kev: 'www.cisa.gov/sites/default/files/feeds/known_exploited_vulnerabilities.json',
  epss: 'epss.empiricalsecurity.com/epss_scores-current.csv.gz',
} as const;

interface Entry {
  readonly ecosystem: string;
  readonly name: string;
  readonly fixed?: string;
}
interface More {
  readonly [key: string]: unknown;
}
export function toRecord(id: string, entries: readonly Entry[], more: More = {}): string {
  return JSON.stringify({
    id,
    modified: '2025-02-01T10:00:00Z',
    affected: entries.map(({ ecosystem, name, fixed }) => ({
      package: { ecosystem, name },
      ranges: [{ type: 'ECOSYSTEM', events: [{ introduced: '0' }, ...(fixed === undefined ? [] : [{ fixed }])] }],
    })),
    ...more,
  });
}
export function zipOf(records: readonly string[]): Buffer {
  return makeZip(new Map(records.map((record, index) => [`${index}.json`, record])));
}

export const debian = [
  toRecord('CVE-2021-44228', [{ ecosystem: 'Debian:11', name: 'apache-log4j2', fixed: '2.15.0-1~deb11u1' }]),
  toRecord('DEBIAN-CVE-2024-4603', [
    { ecosystem: 'Debian:12', name: 'openssl', fixed: '3.0.14-1~deb12u1' },
    { ecosystem: 'Debian:13', name: 'openssl', fixed: '3.2.2-1' },
  ], { upstream: ['CVE-2024-4603'] }),
];
export const npm = [
  toRecord('GHSA-35jh-r3h4-6jhm', [{ ecosystem: 'npm', name: 'lodash', fixed: '4.17.21' }], {
    aliases: ['CVE-2021-23337'],
    summary: 'Command Injection in lodash',
  }),
];

export function smallMirror(): Map<string, string | Buffer> {
  const kev = {
    catalogVersion: '2025.02.03',
    dateReleased: '2025-02-03T00:00:00Z',
    vulnerabilities: [{ cveID: 'CVE-2021-44228', dateAdded: '2021-12-10', knownRansomwareCampaignUse: 'Known' }],
  };
  const epss = '#model_version:v1,score_date:2025-02-02T00:00:00+0000\ncve,epss,percentile\nCVE-2021-44228,0.97,1\nCVE-2021-23337,0.01,0.5\n';
  return new Map<string, string | Buffer>([
    [places.debian, zipOf(debian)],
    [places.npm, zipOf(npm)],
    [places.rocky, zipOf([toRecord('RLSA-2022:7288', [{ ecosystem: 'Rocky Linux:9', name: 'openssl', fixed: '1:3.0.1-43.el9_0' }])])],
    [places.ecosystems, 'Debian\nDebian:12\nGIT\nRocky Linux\nRocky Linux:9\nnpm\n'],
    [places.kev, JSON.stringify(kev)],
    [places.epss, gzipSync(epss)],
  ]);
}
