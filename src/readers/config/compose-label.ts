// The labels of a Compose service: its own, and those of its label files below them.
// https://docs.docker.com/reference/compose-file/services/#labels
import { parseEnvFile, resolveLine } from './compose-env-file.ts';
import { clearText, environmentOf } from './compose-field.ts';
import { missing, readNear, refused } from './compose-files.ts';
import { besideOf } from './near-text.ts';
import { allItems } from './compose-list.ts';
import { allOf, pairsOf } from './compose-merge.ts';
import type { Service } from './compose-project.ts';
import { interpolate } from './compose-variables.ts';
import type { EnvironmentValue } from './compose-variables.ts';
import { placeOf } from './config-value.ts';

export async function labelsOf(service: Service): Promise<Readonly<Record<string, string>>> {
  const { layers, project } = service;
  const labels = await fileLabels(service);
  for (const { name, value, text = '' } of pairsOf(allOf(layers, 'labels'))) {
    const filled = interpolate(text, environmentOf(value, project.environment));
    labels.set(name, filled.missing.length > 0 ? '' : filled.text);
  }
  labels.delete('');
  return Object.fromEntries(labels);
}
async function fileLabels({ layers, project }: Service): Promise<Map<string, string>> {
  const { environment, files, folder } = project;
  const labels = new Map<string, string>();
  for (const item of allItems(allOf(layers, 'label_file'))) {
    const name = clearText(item, environment);
    const path = name === undefined ? undefined : besideOf(item.file.scope?.folder ?? folder, name);
    const text = path === undefined ? undefined : await readNear(path, files);
    if (path === undefined || text === undefined) {
      const why = `the label file ${name ?? 'that a variable names'} could not be read`;
      files.tell({ ...missing(why, placeOf(item), files), incomplete: false });
      continue;
    }
    const own = new Map<string, EnvironmentValue>();
    const { lines, problem } = parseEnvFile(text);
    if (problem !== undefined) files.tell(refused(problem.why, { path, line: problem.line }));
    for (const line of lines) {
      const get = (asked: string): EnvironmentValue | undefined => {
        const known = labels.get(asked);
        return known === undefined ? own.get(asked) : { text: known, at: { path } };
      };
      const resolved = resolveLine(line, { complete: true, values: { get } });
      if (resolved !== undefined) own.set(line.name, { text: resolved.text, at: { path, line: line.line } });
    }
    for (const [label, { text: value }] of own) labels.set(label, value);
  }
  return labels;
}
