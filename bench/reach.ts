// How far everything in a cluster reaches, and the cut, for clusters of growing size.
import { spawnSync } from 'node:child_process';
import { rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { buildSync } from 'esbuild';
import { clusterOf, writeCluster } from './cluster.ts';

interface Timed {
  readonly seconds: number;
  readonly megabytes: number;
  readonly out: string;
}
export const reachRace = 'reach in a cluster';
export interface ReachRace {
  readonly ours: readonly string[];
  readonly work: string;
  readonly run: (argv: readonly string[]) => Timed;
}
const sizes = [1000, 5000, 25_000, 100_000];
const line = '    pods   nodes    edges   over   cut   graph, reach, cut         dump      scan of the dump';

export async function raceReach({ ours, work, run }: ReachRace): Promise<void> {
  console.log(`\n${reachRace}\n${line}`);
  const worker = bundleWorker(work);
  for (const pods of sizes) {
    const dump = path.join(work, 'cluster.json');
    await writeCluster(dump, clusterOf(pods));
    const { reach, megabytes, nodes, edges, over, edits } = inWorker(worker, dump);
    const scan = run([...ours, 'scan', dump, '--only', 'reach', '--complete']);
    if (!scan.out.includes('the load line')) throw new Error(`the scan did not do its work: ${scan.out.slice(0, 300)}`);
    console.log(
      [
        String(pods).padStart(8),
        String(nodes).padStart(8),
        String(edges).padStart(9),
        String(over).padStart(7),
        String(edits).padStart(6),
        `${(reach / 1000).toFixed(2).padStart(8)} s ${megabytes.toFixed(0).padStart(6)} MB`,
        `${(statSync(dump).size / 1e6).toFixed(0).padStart(8)} MB`,
        `${scan.seconds.toFixed(2).padStart(8)} s ${scan.megabytes.toFixed(0).padStart(6)} MB`,
      ].join(''),
    );
    rmSync(dump);
  }
}
interface Measured {
  readonly reach: number;
  readonly megabytes: number;
  readonly nodes: number;
  readonly edges: number;
  readonly over: number;
  readonly edits: number;
}
/** Bundled, and started as the program is: to strip types takes memory that no user needs. */
function bundleWorker(work: string): readonly string[] {
  const outfile = path.join(work, 'reach-worker.mjs');
  const entryPoints = [path.join(import.meta.dirname, 'reach-worker.ts')];
  buildSync({ entryPoints, outfile, bundle: true, platform: 'node', format: 'esm', logLevel: 'warning' });
  return [process.execPath, '--max-semi-space-size=8', '--max-old-space-size=8192', outfile];
}
function inWorker([node = '', ...worker]: readonly string[], dump: string): Measured {
  const { stdout, stderr } = spawnSync(node, [...worker, dump], { encoding: 'utf8' });
  if (stdout === '') throw new Error(stderr);
  return JSON.parse(stdout) as Measured;
}
