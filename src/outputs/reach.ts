// Every way an answer about reach can be written, by its name; small enough to come together.
import type { ReachOutput } from '../model/reach-question.ts';
import { dot } from './reach-dot.ts';
import { reachJson } from './reach-json.ts';
import { mermaid } from './reach-mermaid.ts';
import { svg } from './reach-svg.ts';
import { reachTable } from './reach-table.ts';

export const reachOutputs: ReadonlyMap<string, ReachOutput> = new Map(
  [reachTable, reachJson, mermaid, dot, svg].map((output) => [output.id, output]),
);
