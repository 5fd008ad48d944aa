// One cluster in a process of its own, so that its memory is its own: `reach-worker.ts FILE` prints what each part took.
import { readers } from '../src/readers/config-readers.ts';
import { reachAnswer } from '../src/scan/reach-answer.ts';
import { joinFacts } from '../src/scan/facts-store.ts';
import { readTargets } from '../src/scan/read-targets.ts';
import { sourceKinds } from '../src/sources/index.ts';
import type { Workload } from '../src/model/workload.ts';

const [file = ''] = process.argv.slice(2);
const started = performance.now();
const targets = await readTargets([file], {
  kinds: sourceKinds,
  readers,
  open: { signal: new AbortController().signal, skip: [] },
});
const { world } = joinFacts(targets, { complete: true });
const read = performance.now();
const { graph, reach, cut } = reachAnswer(world, world.facts('workload') as readonly Workload[], {
  loadLine: 'neighbours',
  exploitable: new Set(),
});
const answered = performance.now();
console.log(
  JSON.stringify({
    read: read - started,
    reach: answered - read,
    megabytes: process.resourceUsage().maxRSS / 1024,
    nodes: graph.nodes.length,
    edges: graph.edges.length,
    over: reach.filter(({ level }) => level !== 'contained' && level !== 'neighbours').length,
    edits: cut.edits.length,
    left: cut.left.length,
  }),
);
