// The variables that files set for a Compose project: its `.env`, and the env files of what it includes.
// https://docs.docker.com/compose/how-tos/environment-variables/variable-interpolation/
import { parseEnvFile, resolveLine } from './compose-env-file.ts';
import { readNear, refused, type Neighbours } from './compose-files.ts';
import type { Environment, EnvironmentValue, Lookup } from './compose-variables.ts';

/** The variables of a project's folder; Compose takes those of whoever runs it before them. */
export function folderEnvironment(folder: string, files: Neighbours): Promise<Environment> {
  return readEnvironment([`${folder}.env`], { complete: files.near !== undefined, values: new Map() }, files);
}
/** Variables that files set, below those that are there already. */
export async function readEnvironment(
  paths: readonly string[],
  above: Environment,
  files: Neighbours,
): Promise<Environment> {
  const values = new Map<string, EnvironmentValue>();
  const lookup: Lookup = { ...above, values: { get: (name) => above.values.get(name) ?? values.get(name) } };
  for (const path of paths) {
    const text = await readNear(path, files);
    if (text === undefined) continue;
    const { lines, problem } = parseEnvFile(text);
    if (problem !== undefined) files.tell(refused(problem.why, { path, line: problem.line }));
    for (const line of lines) {
      const at = { path, line: line.line };
      const resolved = resolveLine(line, lookup);
      if (resolved === undefined) continue;
      const { text: value, missing, wrong } = resolved;
      if (wrong !== undefined) files.tell(refused(wrong, at));
      values.set(line.name, { text: value, missing: wrong === undefined ? missing : [line.name], at });
    }
  }
  return { ...above, values: new Map([...values, ...above.values]) };
}
