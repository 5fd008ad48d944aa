// Helm and kustomize themselves, built from their modules, in a folder as the only ones on a PATH.
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { buildOracle } from '../oracles/oracle.ts';
import { plimsoll, scratch, skipUnless, type Ran } from '../plimsoll.ts';

const built = {
  helm: buildOracle('render', 'helm.sh/helm/v3/cmd/helm'),
  kustomize: buildOracle('render', 'sigs.k8s.io/kustomize/kustomize/v5'),
};
const folder = scratch();
const missing: string[] = [];
for (const [name, one] of Object.entries(built)) {
  if ('program' in one) symlinkSync(one.program, path.join(folder, name));
  else missing.push(one.missing);
}
export const needsPrograms = skipUnless(missing.length === 0, missing.join('; '));
export const searchPath = folder;

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
export async function report(
  cwd: string,
  ...args: readonly string[]
): Promise<Report & { readonly code: number | null }> {
  const { code, stdout } = await run(cwd, [...args, '--format', 'json']);
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
