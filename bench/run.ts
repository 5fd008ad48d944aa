// `npm run bench`: our commands beside the peers that are on PATH, on inputs made here; prints ratios.
// Inputs and counts are checked, so that a crash is not a record.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import path from 'node:path';
import { databaseRace, raceDatabase } from './database.ts';
import {
  makeComposeFiles,
  makeDebianArchive,
  makeDockerfiles,
  makeManifests,
  makeOneManifest,
  makeTinyFiles,
} from './inputs.ts';
import { makeNodeArchive } from './node-image.ts';
import { raceReach, reachRace } from './reach.ts';

const root = path.join(import.meta.dirname, '..');
const launcher = path.join(root, 'plimsoll');
const bundle = [process.execPath, path.join(root, 'dist', 'plimsoll.cjs')] as const;
/** As one types it. */
const ours = [launcher] as const;
const rounds = Number(process.env['BENCH_ROUNDS'] ?? 5);
/** Names of the races that run. */
const only = new RegExp(process.env['BENCH_ONLY'] ?? '', 'u');

interface Timed {
  readonly seconds: number;
  readonly megabytes: number;
  readonly out: string;
}
interface Contender {
  readonly name: string;
  readonly argv: readonly string[];
  /** What must be in the output for the run to count, and how many different ones of it. */
  readonly proof?: RegExp;
  readonly count?: number;
}
interface Race {
  readonly name: string;
  /** Makes the input too, which takes minutes for some, so that what does not run costs nothing. */
  readonly contenders: () => readonly Contender[] | Promise<readonly Contender[]>;
}

function run(argv: readonly string[]): Timed {
  const started = process.hrtime.bigint();
  const result = spawnSync('/usr/bin/time', ['-f', 'maxrss %M', ...argv], {
    encoding: 'utf8',
    maxBuffer: 1 << 30,
    timeout: 300_000,
    env: { ...process.env, TRIVY_SKIP_VERSION_CHECK: 'true', XDG_CACHE_HOME: cacheHome },
  });
  const seconds = Number(process.hrtime.bigint() - started) / 1e9;
  const rss = /maxrss (\d+)/u.exec(result.stderr)?.[1] ?? '0';
  return { seconds, megabytes: Number(rss) / 1024, out: result.stdout + result.stderr };
}

/** Rounds are interleaved, so that a busy moment hits everybody. */
async function race({ name, contenders }: Race): Promise<void> {
  if (!only.test(name)) return;
  const present = (await contenders()).filter(({ argv }) => has(argv[0] ?? ''));
  const best = new Map<string, Timed>();
  for (let round = 0; round < rounds; round += 1) {
    for (const contender of present) {
      const before = best.get(contender.name);
      // A peer that needs minutes is measured once.
      if (before !== undefined && before.seconds > 20) continue;
      const timed = run(contender.argv);
      if (!didTheWork(contender, timed.out)) {
        console.log(`${name}: ${contender.name} did not do the work: ${timed.out.slice(-300)}`);
        process.exitCode = 1;
        continue;
      }
      if (before === undefined || timed.seconds < before.seconds) best.set(contender.name, timed);
    }
  }
  const first = best.get(present[0]?.name ?? '');
  console.log(`\n${name}`);
  for (const { name: who, argv } of present) {
    const timed = best.get(who);
    if (timed === undefined || first === undefined) continue;
    const ratio = who === present[0]?.name ? '' : `  ${(timed.seconds / first.seconds).toFixed(1)} x`;
    console.log(
      `  ${who.padEnd(12)} ${timed.seconds.toFixed(3)} s ${timed.megabytes.toFixed(0).padStart(6)} MB${ratio}`,
    );
    console.log(`    ${argv.map((word) => word.replaceAll(/\/[^\s*]*\//gu, '')).join(' ')}`);
  }
}
function didTheWork({ proof, count = 1 }: Contender, out: string): boolean {
  if (proof === undefined) return true;
  return new Set(out.match(new RegExp(proof, 'gu'))).size >= count;
}
function has(command: string): boolean {
  return command.includes('/') ? existsSync(command) : spawnSync('sh', ['-c', `command -v ${command}`]).status === 0;
}

const work = mkdtempSync(path.join(tmpdir(), 'plimsoll-bench-'));
const cacheHome = path.join(work, 'cache');
mkdirSync(cacheHome);
try {
  spawnSync(launcher, ['--version']);
  const scan = (target: string, only: string): readonly string[] => [
    ...ours,
    'scan',
    target,
    '--only',
    only,
    '--no-cache',
    '--format',
    'json',
  ];
  console.log(
    `${new Date().toISOString().slice(0, 10)}, ${cpus().length} x ${cpus()[0]?.model ?? 'CPU'}, Node ${process.version}, best of ${rounds}`,
  );
  await race({
    name: 'start',
    contenders: () => [
      { name: 'node -e 0', argv: [process.execPath, '-e', '0'] },
      { name: 'bundle', argv: [...bundle, '--version'], proof: /\d+\.\d+/u },
      { name: 'help', argv: [...bundle, '--help'], proof: /Usage/u },
      { name: 'checkout', argv: [launcher, '--version'], proof: /\d+\.\d+/u },
    ],
  });
  await race({
    name: 'packages of a Debian minbase docker-archive (170 MB)',
    contenders: async () => {
      const debian = await makeDebianArchive(work);
      return debian === undefined ? [] : imageContenders(debian, /pkg:deb/u);
    },
  });
  await race({
    name: 'packages of an archive with 1,285 npm packages in node_modules',
    contenders: async () => imageContenders(await makeNodeArchive(work), /pkg:npm\/[^"?\\]+/u, 1285),
  });
  for (const compression of ['none', 'gzip'] as const) {
    let tiny = '';
    await race({
      name: `one layer of 1,000,000 tiny files, ${compression}`,
      contenders: async () => {
        tiny = await makeTinyFiles(work, compression);
        return imageContenders(tiny, /pkg:npm\/last@1/u);
      },
    });
    rmSync(tiny, { force: true });
  }
  await race({
    name: 'one Kubernetes document',
    contenders: () => manifestContenders(makeOneManifest(work, 1)),
  });
  await race({
    name: '1,000 Kubernetes documents in 300 files, every check',
    contenders: () => {
      const manifests = makeManifests(work);
      return [
        ...manifestContenders(manifests),
        { name: 'trivy', argv: ['trivy', 'config', '--quiet', manifests], proof: /KSV|CRITICAL|HIGH/u },
        { name: 'checkov', argv: ['checkov', '--quiet', '--compact', '-d', manifests], proof: /CKV/u },
      ];
    },
  });
  await race({
    name: '10,000 Kubernetes documents in 3,000 files, every check',
    contenders: () => manifestContenders(makeManifests(work, 3000)),
  });
  await race({
    name: 'one Kubernetes file of 10 MB',
    contenders: () => manifestContenders(makeOneManifest(work, 9500)),
  });
  await race({
    name: '200 Compose files, every check',
    contenders: () => {
      const compose = makeComposeFiles(work);
      return [
        { name: 'plimsoll', argv: scan(compose, 'config'), proof: /wl-docker-sock/u },
        { name: 'kics', argv: ['kics', 'scan', '--silent', '--no-color', '-p', compose], proof: /CRITICAL|HIGH/u },
      ];
    },
  });
  await race({
    name: '300 Dockerfiles, every check',
    contenders: () => {
      const dockerfiles = makeDockerfiles(work);
      return [
        { name: 'plimsoll', argv: scan(dockerfiles, 'config'), proof: /df-user-missing/u },
        { name: 'hadolint', argv: ['sh', '-c', `hadolint ${dockerfiles}/*/Dockerfile`], proof: /DL\d+/u },
        { name: 'trivy', argv: ['trivy', 'config', '--quiet', dockerfiles], proof: /DS|HIGH/u },
      ];
    },
  });
  if (only.test(reachRace)) await raceReach({ ours, work, run });
  if (only.test(databaseRace)) await raceDatabase({ ours, work, run });
  function manifestContenders(target: string): readonly Contender[] {
    const files = target.endsWith('.yaml') ? target : `${target}/*.yaml`;
    return [
      { name: 'plimsoll', argv: scan(target, 'config'), proof: /wl-readonly-rootfs-off/u },
      { name: 'kube-linter', argv: ['kube-linter', 'lint', target], proof: /run-as-non-root|lint errors/u },
      { name: 'kube-score', argv: ['sh', '-c', `kube-score score ${files}`], proof: /CRITICAL/u },
    ];
  }
  function imageContenders(archive: string, proof: RegExp, count = 1): readonly Contender[] {
    return [
      { name: 'plimsoll', argv: scan(archive, 'packages'), proof, count },
      {
        name: 'trivy',
        argv: [
          'trivy',
          'image',
          '--quiet',
          '--offline-scan',
          '--skip-db-update',
          '--skip-java-db-update',
          '--cache-backend',
          'memory',
          '--format',
          'cyclonedx',
          '--input',
          archive,
        ],
        proof,
        count,
      },
      {
        name: 'osv-scanner',
        argv: ['osv-scanner', 'scan', 'image', '--archive', '--offline', '--all-packages', '--format', 'json', archive],
      },
      { name: 'syft', argv: ['syft', 'scan', `docker-archive:${archive}`, '-o', 'json', '-q'], proof, count },
    ];
  }
} finally {
  rmSync(work, { recursive: true, force: true });
}
