// Helm and kustomize themselves, built from their modules, in a folder as the only ones on a PATH.
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { buildOracle } from '../oracles/oracle.ts';
import { plimsoll, scratch, skipUnless, type Ran } from '../plimsoll.ts';

type Built = ReturnType<typeof buildOracle>;
const kustomize = buildOracle('render', 'sigs.k8s.io/kustomize/kustomize/v5');

/** Programs under their names in a folder, and why tests with them cannot run. */
interface Shelf {
  readonly searchPath: string;
  readonly needs: ReturnType<typeof skipUnless>;
}
function shelve(programs: Readonly<Record<string, Built>>): Shelf {
  const folder = scratch();
  const missing: string[] = [];
  for (const [name, one] of Object.entries(programs)) {
    if ('program' in one) symlinkSync(one.program, path.join(folder, name));
    else missing.push(one.missing);
  }
  return { searchPath: folder, needs: skipUnless(missing.length === 0, missing.join('; ')) };
}
export interface Programs extends Shelf {
  /** The major one of Helm. */
  readonly version: number;
  run(cwd: string, args: readonly string[]): Promise<Ran>;
  report(cwd: string, ...args: readonly string[]): Promise<Outcome>;
}
/** Each Helm that people have, by its major version. */
export const helms: readonly Programs[] = [3, 4].map((version) => {
  const helm = buildOracle('render', `helm.sh/helm/v${version}/cmd/helm`);
  const shelf = shelve({ helm, kustomize });
  const env = { PATH: shelf.searchPath };
  return {
    version,
    ...shelf,
    run: (cwd, args) => run(cwd, args, env),
    report: (cwd, ...args) => reportWith(cwd, args, env),
  };
});
const latest = helms.at(-1);
export const { searchPath, needs: needsPrograms } = latest ?? shelve({ kustomize });

export type Files = Readonly<Record<string, string>>;
export function lay(files: Files, into = scratch()): string {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(into, name)), { recursive: true });
    writeFileSync(path.join(into, name), text);
  }
  return into;
}

export interface Place {
  readonly path: string;
  readonly line?: number;
}
export interface Report {
  readonly workloads: readonly { readonly name: string; readonly namespace?: string }[];
  readonly findings: readonly {
    readonly id: string;
    readonly rule: string;
    readonly at: readonly Place[];
    readonly suppressed?: { readonly by: string };
  }[];
  readonly unknowns: readonly {
    readonly code: string;
    readonly why: string;
    readonly incomplete: boolean;
    readonly at?: Place;
  }[];
}
export function run(cwd: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ran> {
  return plimsoll(['scan', ...args], { cwd, env: { PATH: searchPath, ...env } });
}
export interface Outcome extends Report {
  readonly code: number | null;
}
export function report(cwd: string, ...args: readonly string[]): Promise<Outcome> {
  return reportWith(cwd, args);
}
async function reportWith(
  cwd: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Outcome> {
  const { code, stdout } = await run(cwd, [...args, '--format', 'json'], env);
  return { code, ...(JSON.parse(stdout) as Report) };
}
/** `path:line` of a rule's findings, sorted. */
export function placesOf({ findings }: Report, rule: string): readonly string[] {
  return findings
    .filter((one) => one.rule === rule)
    .flatMap(({ at }) => at.map(placeText))
    .sort();
}
/** What makes the verdict incomplete: `code path:line`. */
export function openIn({ unknowns }: Report): readonly string[] {
  return unknowns
    .filter(({ incomplete }) => incomplete)
    .map(({ code, at }) => `${code} ${at === undefined ? '' : placeText(at)}`);
}
export function namesIn({ workloads }: Report): readonly string[] {
  return workloads.map(({ name }) => name).sort();
}
function placeText({ path: file, line }: Place): string {
  return line === undefined ? file : `${file}:${line}`;
}
