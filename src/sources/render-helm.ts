// Renders a chart of Helm with the program itself. https://helm.sh/docs/helm/helm_template/
import { lstatSync, readdirSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { systemCode } from '../io/safe-open.ts';
import type { NotRendered, Rendered } from '../model/render.ts';
import { failed, inFolder, joined, refusal, toDisk, type Job } from './render-job.ts';
import { runTool } from './run-tool.ts';

const releaseName = /^[a-z0-9](?:[a-z0-9-]{0,51}[a-z0-9])?$/u;

export async function renderChart(
  folder: string,
  job: Job & { readonly name: string },
): Promise<Rendered | NotRendered> {
  const disk = toDisk(folder, job);
  const listed = listChart(disk, job.root);
  if ('why' in listed) return refusal(listed.why);
  const values = job.render?.helmValues.map((file) => `--values=${path.resolve(file)}`) ?? [];
  const set = job.render?.helmSet.map((pair) => `--set=${pair}`) ?? [];
  // Schemas say what values are wrong, may lie on the network, and change nothing of what is rendered.
  const how = ['--namespace=default', '--skip-schema-validation', ...values, ...set];
  const release = releaseName.test(job.name) ? job.name : 'release';
  const result = await inFolder((temporary) =>
    runTool({
      program: job.program.file,
      args: ['template', ...how, '--', release, disk],
      folder: temporary,
      signal: job.signal,
    }),
  );
  const files = listed.files.map((file) => joined(folder, file));
  const known = new Set(listed.files);
  const packed = packedIn(listed.files);
  const pathOf = (name: string): string => {
    const inside = name.slice(name.indexOf('/') + 1);
    return joined(folder, known.has(inside) ? inside : (packed.get(chartOf(inside)) ?? 'Chart.yaml'));
  };
  if ('failure' in result) return failed(result.failure, job, pathOf);
  return { text: result.stdout, files, pathOf };
}
/** Archives of charts by the folder that each would unpack to. */
function packedIn(files: readonly string[]): ReadonlyMap<string, string> {
  return new Map(
    files.flatMap((file) => {
      const [, chart] = /^((?:charts\/[^/]+\/)*charts\/[^/]+?)-v?\d[^/]*\.tgz$/u.exec(file) ?? [];
      return chart === undefined ? [] : [[chart, file] as const];
    }),
  );
}
/** Folder of the first chart within that a template belongs to; '' of the chart itself. */
function chartOf(inside: string): string {
  return /^charts\/[^/]+/u.exec(inside)?.[0] ?? '';
}

const maxFiles = 20_000;
/** Helm follows links: those that lead out of what is scanned are not for it to read. */
function listChart(chart: string, root: string): { readonly files: readonly string[] } | { readonly why: string } {
  const files: string[] = [];
  const folders = [''];
  let count = 0;
  try {
    for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
      for (const item of readdirSync(path.join(chart, folder), { withFileTypes: true })) {
        const inside = joined(folder, item.name);
        count += 1;
        if (count > maxFiles) return { why: `it has more than ${maxFiles} files` };
        if (item.isDirectory()) folders.push(inside);
        else if (item.isFile()) files.push(inside);
        else if (!item.isSymbolicLink()) return { why: `${inside} is a pipe, a socket or a device` };
        else if (!staysIn(root, path.join(chart, inside)))
          return { why: `${inside} is a link that leads out of what is scanned` };
      }
    }
  } catch (error) {
    return { why: `its files could not be listed (${systemCode(error) ?? 'unknown'})` };
  }
  return { files };
}
function staysIn(root: string, link: string): boolean {
  const home = root.endsWith('/') ? root : `${root}/`;
  try {
    const real = realpathSync(link);
    return real.startsWith(home) && (lstatSync(real).isFile() || !holdsLinks(real));
  } catch {
    return false;
  }
}
/** A folder behind a link is not listed: none of it may lead on. */
function holdsLinks(folder: string): boolean {
  const items = readdirSync(folder, { withFileTypes: true, recursive: true });
  return items.length > maxFiles || items.some((item) => !item.isFile() && !item.isDirectory());
}
