// Every way a report can be written, by its name; loaded when it is asked for.
import type { Output } from '../model/report.ts';

export const outputs: ReadonlyMap<string, () => Promise<Output>> = new Map([
  ['table', async () => (await import('./table.ts')).table],
  ['json', async () => (await import('./json.ts')).json],
  ['markdown', async () => (await import('./markdown.ts')).markdown],
  ['sarif', async () => (await import('./sarif.ts')).sarif],
]);
