// Whole reports for the tests of outputs: a project over the line, one image.
import type { Location } from '../model/location.ts';
import type { Report } from '../model/report.ts';
import {
  chain,
  digest,
  finding,
  image,
  packageFact,
  reach,
  report,
  vulnerability,
  workload,
  workloadId,
} from './report-sample.ts';

/** The example of the documentation: a proxy over the line, the site, a worker and a database within. */
export function harbour(): Report {
  const compose = (line: number): Location => ({ path: 'examples/harbour/compose.yaml', line });
  const lock: Location = { path: 'examples/harbour/web/package-lock.json', line: 120 };
  const lodash = packageFact('lodash', '4.17.20', 'sources', lock);
  const traefik = packageFact('traefik', '3.1.2', 'sources', lock);
  const sockAt = compose(14);
  const fix = {
    say: 'remove the engine socket',
    edits: [
      {
        op: 'remove',
        target: { fact: workloadId('edge'), container: 'edge' },
        field: 'mounts',
        value: '/var/run/docker.sock',
        at: sockAt,
      },
    ],
  } as const;
  const kernel = [{ name: 'kernel-flaw', why: 'the kernel of the host has a flaw that the container can reach' }];
  return report({
    workloads: [
      workload('db', compose(52), { joint: { ref: 'postgres:16', via: 'not looked at' } }),
      workload('edge', compose(5)),
      workload('web', compose(16), { joint: { via: 'build context' } }),
      workload('worker', compose(30)),
    ],
    reach: [
      reach('db', 'contained', {
        possible: 'node',
        chains: [chain('node', [['it runs on the kernel of the host']], kernel)],
      }),
      reach('edge', 'node', {
        chains: [
          chain('node', [
            ['it mounts the engine socket (/var/run/docker.sock)', sockAt],
            ['the engine starts a container that has the host in it'],
          ]),
        ],
      }),
      reach('web', 'neighbours'),
      reach('worker', 'contained', {
        possible: 'node',
        chains: [chain('node', [['it runs on the kernel of the host']], kernel)],
      }),
    ],
    packages: [lodash, traefik],
    findings: [
      finding({ severity: 'critical', at: [sockAt], workloads: [workloadId('edge')], fix }),
      vulnerability(
        traefik,
        { id: 'GHSA-aaaa', aliases: ['CVE-2024-1'], kev: true, fixed: '3.1.3' },
        { workloads: [workloadId('edge')] },
      ),
      vulnerability(traefik, { id: 'CVE-2024-2', kev: true }, { workloads: [workloadId('edge')], severity: 'low' }),
      vulnerability(
        lodash,
        { id: 'CVE-2021-23337', fixed: '4.17.21', score: 9.1, epss: 0.1 },
        { workloads: [workloadId('web')], severity: 'critical' },
      ),
      vulnerability(
        lodash,
        { id: 'CVE-2021-3', fixed: '4.17.9' },
        { workloads: [workloadId('web')], severity: 'medium' },
      ),
      finding({ severity: 'low', rule: 'wl-cpu-limit', what: 'has no limit' }),
      finding({
        rule: 'wl-readonly-rootfs-off',
        what: 'may write',
        suppressed: { by: '.plimsoll-ignore.yaml:3', reason: 'it has to', until: '2027-01-01' },
      }),
    ],
    cut: {
      edits: [{ fix, at: sockAt, effect: [{ workload: workloadId('edge'), from: 'node', to: 'neighbours' }] }],
      bound: 1,
      left: [],
    },
    unknowns: [
      {
        code: 'not-judged',
        why: 'no reader for Gemfile.lock yet',
        at: { path: 'examples/harbour/Gemfile.lock' },
        affects: ['rubygems'],
        incomplete: true,
      },
      {
        code: 'image-not-looked-at',
        why: 'db: image postgres:16 was not looked at',
        at: compose(52),
        affects: [workloadId('db')],
        incomplete: false,
      },
    ],
    idleIgnores: [{ entry: 'rule: wl-host-pid', why: 'expired on 2026-01-01' }],
    verdict: {
      pass: false,
      complete: false,
      reasons: [
        { code: 'over-the-line', why: 'edge reaches the node; the load line is its neighbours' },
        { code: 'incomplete', why: 'no reader for Gemfile.lock yet' },
      ],
    },
  });
}

/** One image, its own workload. */
export function oneImage(): Report {
  const debianImage = image('a', 'shop:1');
  const at: Location = { path: 'var/lib/dpkg/status', layer: digest('d') };
  const openssl = packageFact('openssl', '3.0.11-1~deb12u2', debianImage.scope, at);
  const zlib = packageFact('zlib1g', '1:1.2.13.dfsg-1', debianImage.scope, at);
  const own = workload('shop:1', { path: 'config.json' }, { type: 'image', format: 'image' });
  return report({
    targets: [{ name: 'image.tar', kind: 'image', prefix: '', digest: digest('a'), picked: 'shop:1 of 2 images' }],
    images: [debianImage],
    workloads: [own],
    reach: [{ workload: own.id, level: 'contained', possible: 'contained', chains: [] }],
    packages: [openssl, zlib],
    findings: [
      vulnerability(
        openssl,
        { id: 'CVE-2024-5535', fixed: '3.0.15-1~deb12u1' },
        { severity: 'critical', workloads: [own.id] },
      ),
      vulnerability(
        openssl,
        { id: 'CVE-2023-5678', fixed: '3.0.13-1~deb12u1' },
        { severity: 'high', workloads: [own.id] },
      ),
      vulnerability(openssl, { id: 'CVE-2024-1' }, { severity: 'high', workloads: [own.id] }),
      vulnerability(zlib, { id: 'CVE-2023-45853' }, { severity: 'critical', workloads: [own.id] }),
    ],
  });
}
