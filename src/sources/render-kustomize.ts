// Renders a kustomization with kustomize or with the one in kubectl.
// https://kubectl.docs.kubernetes.io/references/kustomize/cmd/build/
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { NotRendered, Rendered } from '../model/render.ts';
import { failed, inFolder, toDisk, toEntryPath, type Job } from './render-job.ts';
import { runTool } from './run-tool.ts';

export async function renderKustomization(folder: string, job: Job): Promise<Rendered | NotRendered> {
  const disk = toDisk(folder, job);
  const { result, temporary } = await inFolder(async (temporary) => {
    // Origins are asked for by a kustomization around it: the user's own stays as it is.
    const wrapper = { resources: [path.relative(temporary, disk)], buildMetadata: ['originAnnotations'] };
    writeFileSync(path.join(temporary, 'kustomization.yaml'), JSON.stringify(wrapper));
    const verb = job.program.name === 'kubectl' ? 'kustomize' : 'build';
    const args = [verb, temporary];
    const result = await runTool({ program: job.program.file, args, folder: temporary, signal: job.signal });
    return { result, temporary };
  });
  const pathOf = (name: string): string => toEntryPath(path.resolve(temporary, name), job);
  if ('failure' in result) return failed(result.failure, job, pathOf);
  return { text: result.stdout, files: [], pathOf };
}
