// Task definitions of Amazon ECS, as they are registered and as they are described.
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_definition_parameters.html
import type { Entry } from '../../model/entry.ts';
import type { Draft, UnknownDraft } from '../../model/facts.ts';
import type { Reader } from '../../model/reader.ts';
import type { DeclaredWorkload, RawRef } from '../../model/workload.ts';
import { maxProblems, repeatedIn, toUnknown } from './config-file.ts';
import { getMember, itemsOf, placeOf, scalarText, type Value } from './config-value.ts';
import { gatherContainer } from './ecs-container.ts';
import { toTask, type Task } from './ecs-task.ts';
import { engineSuffixes, maxEngineBytes, openEngineDocument, refineEngine } from './engine-document.ts';
import { saidOf, textOf } from './engine-member.ts';
import { gatherRun } from './run-gathering.ts';
import { nameOf, toWorkload, withMountsFrom } from './run-workload.ts';

export const ecsReader: Reader = {
  id: 'ecs',
  version: 1,
  area: 'config',
  wants: { suffixes: engineSuffixes },
  refine: refineEngine,
  maxBytes: maxEngineBytes,
  read,
};

const member = 'containerDefinitions';
async function* read(entry: Entry): AsyncGenerator<Draft> {
  const document = await openEngineDocument(entry, `"${member}"`);
  if (document === undefined) return;
  const { config, root } = document;
  if (root === undefined) {
    for (const problem of config.problems.slice(0, maxProblems)) yield toUnknown(config, problem, 'ecs');
    return;
  }
  const inner = getMember(root, 'taskDefinition');
  const definition = inner?.node.kind === 'map' ? inner : root;
  const containers = getMember(definition, member);
  if (containers?.node.kind !== 'list') return;
  for (const parsed of config.documents) yield* repeatedIn(config, parsed, 'ecs');
  const pointer = definition === inner ? ['taskDefinition', member] : [member];
  yield* taskDrafts(definition, itemsOf(containers), { format: 'ecs', path: entry.path, document: 0, pointer });
}

/** A task has ten at most. */
const maxContainers = 50;
function* taskDrafts(definition: Value, items: readonly Value[], raw: RawRef): Generator<Draft> {
  const task = toTask(definition);
  const found = items.slice(0, maxContainers);
  const each = found.map((item, index) =>
    toContainer(item, { task, raw: { ...raw, pointer: [...raw.pointer, index] } }),
  );
  const family = textOf(definition, 'family');
  yield {
    kind: 'workload',
    type: 'task definition',
    format: 'ecs',
    engine: 'ecs',
    name: nameOf(family, each[0]?.containers[0]?.image),
    labels: Object.fromEntries(each.flatMap(({ labels }) => Object.entries(labels))),
    at: [placeOf(definition)],
    containers: withMountsFrom(each).flatMap(({ containers }) => containers),
  };
  const next = items[maxContainers];
  if (next !== undefined) yield tooMany(next);
}
function tooMany(next: Value): UnknownDraft {
  const why = `more than ${String(maxContainers)} containers in one task`;
  return { kind: 'unknown', code: 'limit-reached', why, at: placeOf(next), affects: ['ecs'], incomplete: true };
}

/** As if it were a workload of its own, so that the others may take over what it mounts. */
function toContainer(item: Value, { task, raw }: { readonly task: Task; readonly raw: RawRef }): DeclaredWorkload {
  const into = gatherRun('ecs', '');
  gatherContainer(item, task, into);
  const image = getMember(item, 'image');
  const field = image && saidOf(image, scalarText(image) ?? '');
  return toWorkload({
    format: 'ecs',
    engine: 'ecs',
    type: 'container',
    name: nameOf(textOf(item, 'name'), field),
    at: placeOf(item),
    raw,
    into,
    ...(field && { image: field }),
  });
}
