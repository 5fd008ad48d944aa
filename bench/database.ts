// `db update --all` from a mirror on this machine, and look-ups in what it made. BENCH_FEEDS names a folder that holds
// the feeds by host, or an archive of one (feeds.tar.zst); without it there is nothing to measure.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { openAdvisories } from '../src/advisories/open.ts';
import { readBuiltInSet } from '../src/cli/places.ts';

interface Timed {
  readonly seconds: number;
  readonly megabytes: number;
  readonly out: string;
}
export const databaseRace = 'advisories of every ecosystem';
export interface DatabaseRace {
  readonly ours: readonly string[];
  readonly work: string;
  readonly run: (argv: readonly string[]) => Timed;
}
const host = 'osv-vulnerabilities.storage.googleapis.com';
const lookUps = 500;

export async function raceDatabase({ ours, work, run }: DatabaseRace): Promise<void> {
  const named = process.env['BENCH_FEEDS'];
  if (named === undefined) return;
  const { url, server } = await serve(findFeeds(named, work));
  try {
    const file = path.join(work, 'advisories.db');
    const argv = [...ours, 'db', 'update', '--mirror', url, '--all', '--db', file];
    const first = run(argv);
    if (!/^EPSS\s+\d+ records/mu.test(first.out)) throw new Error(`the update did not do its work: ${first.out}`);
    const again = run(argv);
    const { ms, found } = await timeLookUps(file);
    console.log(`\n${databaseRace} (${[...first.out.matchAll(/\d+ records/gu)].length} feeds)`);
    console.log(`  update       ${first.seconds.toFixed(1)} s ${first.megabytes.toFixed(0).padStart(6)} MB`);
    console.log(`  again        ${again.seconds.toFixed(1)} s ${again.megabytes.toFixed(0).padStart(6)} MB`);
    console.log(`  database     ${(statSync(file).size / 1e6).toFixed(0)} MB`);
    console.log(`  ${lookUps} look-ups ${ms.toFixed(1)} ms, ${found} advisories`);
  } finally {
    server.kill();
  }
}
function findFeeds(named: string, work: string): string {
  const archive = path.join(named, 'feeds.tar.zst');
  let folder = named;
  if (existsSync(archive)) {
    folder = path.join(work, 'feeds');
    mkdirSync(folder);
    const { status } = spawnSync('sh', ['-c', 'zstd -dc "$1" | tar -x -C "$2"', 'sh', archive, folder]);
    if (status !== 0) throw new Error(`${archive} could not be unpacked`);
  }
  const found = [folder, path.join(folder, 'feeds')].find((place) => existsSync(path.join(place, host)));
  if (found === undefined) throw new Error(`BENCH_FEEDS=${named}: there is no ${host} in it`);
  return found;
}
async function serve(folder: string): Promise<{ readonly url: string; readonly server: ChildProcess }> {
  const program = path.join(import.meta.dirname, 'serve-folder.ts');
  const server = spawn(process.execPath, [program, folder], { stdio: ['ignore', 'pipe', 'inherit'] });
  const url = await new Promise<string>((resolve) => {
    server.stdout.setEncoding('utf8').once('data', (line: string) => resolve(line.trim()));
  });
  return { url, server };
}

/** Packages from all over the database, when they have been asked for before; the best of some rounds. */
async function timeLookUps(file: string): Promise<{ readonly ms: number; readonly found: number }> {
  const rows = packagesOf(file);
  const data = await openAdvisories({ file, builtIn: readBuiltInSet });
  try {
    let found = 0;
    let best = Infinity;
    for (let round = 0; round < 6; round += 1) {
      const began = performance.now();
      found = 0;
      for (const { ecosystem, name } of rows) found += data.find(ecosystem, name).length;
      if (round > 0) best = Math.min(best, performance.now() - began);
    }
    if (found < rows.length) throw new Error(`${rows.length} packages have ${found} advisories`);
    return { ms: best, found };
  } finally {
    data.close();
  }
}
function packagesOf(file: string): readonly { readonly ecosystem: string; readonly name: string }[] {
  const database = new DatabaseSync(file, { readOnly: true });
  try {
    const all = database.prepare('SELECT feed, release, name FROM package ORDER BY feed, name, release').all();
    const step = Math.floor(all.length / lookUps);
    return Array.from({ length: lookUps }, (_, index) => {
      const { feed, release, name } = all[index * step] ?? {};
      return { ecosystem: [feed, release].filter((part) => part !== '').join(':'), name: String(name) };
    });
  } finally {
    database.close();
  }
}
