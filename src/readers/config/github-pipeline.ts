// What a workflow or a composite action of GitHub runs, with whose rights, and what starts it.
// https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax
import type { PipelineDraft, PipelineJob, PipelineRights, PipelineStep } from '../../model/pipeline-facts.ts';
import { unseen, type Field } from '../../model/field.ts';
import type { RawRef } from '../../model/workload.ts';
import { findMember, getMember, getPath, itemsOf, membersOf, placeOf, said, scalarText } from './config-value.ts';
import type { Member, Value } from './config-value.ts';
import type { PipelineTexts } from './pipeline-text.ts';
import { toActionImage, toUse } from './pipeline-use.ts';

export interface GithubFile {
  readonly root: Value;
  readonly jobs: readonly Member[];
  readonly texts: PipelineTexts;
  readonly raw: RawRef;
}
export function toWorkflow({ root, jobs, texts, raw }: GithubFile): PipelineDraft {
  const shell = shellOf(root);
  const rights = rightsOf(root);
  return {
    kind: 'pipeline',
    type: 'workflow',
    path: raw.path,
    triggers: triggersOf(getMember(root, 'on')),
    ...(rights && { rights }),
    env: texts.settingsOf(getMember(root, 'env')),
    closedInputs: ['workflow_dispatch', 'workflow_call'].flatMap((by) => closedIn(getPath(root, 'on', by, 'inputs'))),
    includes: jobs.flatMap(({ value }) => toUse(getMember(value, 'uses')) ?? []),
    jobs: jobs.map((job) => toJob(job, { texts, shell })),
    at: [placeOf(root)],
    raw,
  };
}
export function toAction({ root, texts, raw }: Omit<GithubFile, 'jobs'>): PipelineDraft {
  const runs = getMember(root, 'runs');
  const image = toActionImage(getMember(runs, 'image'));
  const steps = stepsOf(runs, { texts, shell: undefined });
  const job: PipelineJob = { ...emptyJob, name: 'runs', steps, at: placeOf(runs ?? root) };
  return {
    kind: 'pipeline',
    type: 'action',
    path: raw.path,
    triggers: [],
    env: [],
    closedInputs: [],
    includes: image === undefined ? [] : [image],
    jobs: steps.length === 0 ? [] : [job],
    at: [placeOf(root)],
    raw,
  };
}
const emptyJob = { runner: [], environment: false, env: [], services: [], caches: [] } as const;

interface Around {
  readonly texts: PipelineTexts;
  /** Undefined is the one of the runner. */
  readonly shell: string | undefined;
}
function toJob({ name, value }: Member, { texts, shell }: Around): PipelineJob {
  const runner = runnerOf(getMember(value, 'runs-on'));
  const rights = rightsOf(value);
  const condition = scalarText(getMember(value, 'if'));
  const own = shellOf(value) ?? shell ?? (runner.some((label) => /windows/i.test(label)) ? 'pwsh' : undefined);
  return {
    name,
    runner,
    ...(rights && { rights }),
    environment: getMember(value, 'environment') !== undefined,
    ...(condition !== undefined && { condition }),
    env: texts.settingsOf(getMember(value, 'env')),
    services: membersOf(getMember(value, 'services')).flatMap(({ value: service }) => imageOf(service)),
    caches: [],
    steps: stepsOf(value, { texts, shell: own }),
    at: placeOf(value),
  };
}
function stepsOf(job: Value | undefined, { texts, shell }: Around): readonly PipelineStep[] {
  return texts.stepsIn(itemsOf(getMember(job, 'steps'))).map((step) => {
    const use = toUse(getMember(step, 'uses'));
    const script = texts.scriptOf(getMember(step, 'run'), scalarText(getMember(step, 'shell')) ?? shell);
    const [id, condition] = [scalarText(getMember(step, 'id')), scalarText(getMember(step, 'if'))];
    return {
      ...(id !== undefined && { id }),
      ...(use && { use }),
      ...(script && { script }),
      ...(condition !== undefined && { condition }),
      env: texts.settingsOf(getMember(step, 'env')),
      settings: texts.settingsOf(getMember(step, 'with')),
      at: placeOf(step),
    };
  });
}
function imageOf(service: Value): readonly Field<string>[] {
  const image = service.node.kind === 'map' ? getMember(service, 'image') : service;
  const text = scalarText(image);
  if (image === undefined || text === undefined) return [];
  return [text.includes('${{') ? unseen(`${text} is not known here`, placeOf(image)) : said(image, text)];
}
function shellOf(value: Value): string | undefined {
  return scalarText(getPath(value, 'defaults', 'run', 'shell'));
}
function runnerOf(value: Value | undefined): readonly string[] {
  const labels = value?.node.kind === 'map' ? getMember(value, 'labels') : value;
  const one = scalarText(labels);
  return one === undefined ? itemsOf(labels).flatMap((item) => scalarText(item) ?? []) : [one];
}

function rightsOf(value: Value): PipelineRights | undefined {
  const rights = findMember(value, 'permissions');
  if (rights === undefined) return undefined;
  const word = scalarText(rights);
  const all = word === 'write-all' ? 'write' : word === 'read-all' ? 'read' : undefined;
  const scopes = membersOf(rights).flatMap(({ name, value: level }) => {
    const text = scalarText(level);
    return text === undefined ? [] : [[name, text] as const];
  });
  return { ...(all && { all }), scopes: Object.fromEntries(scopes), at: placeOf(rights) };
}

function closedIn(inputs: Value | undefined): readonly string[] {
  return membersOf(inputs).flatMap(({ name, value }) => {
    const type = scalarText(getMember(value, 'type'));
    return type === undefined || type === 'string' ? [] : [name.toLowerCase()];
  });
}

/** `on` is a name, a list of names, or a map of names with what each is filtered by. */
function triggersOf(on: Value | undefined): readonly string[] {
  const one = scalarText(on);
  if (one !== undefined) return [one];
  if (on?.node.kind === 'list') return itemsOf(on).flatMap((item) => scalarText(item) ?? []);
  return membersOf(on).map(({ name, value }) => {
    const tags = getMember(value, 'tags') !== undefined || getMember(value, 'tags-ignore') !== undefined;
    const branches = getMember(value, 'branches') !== undefined || getMember(value, 'branches-ignore') !== undefined;
    return name === 'push' && tags && !branches ? 'push to tags' : name;
  });
}
