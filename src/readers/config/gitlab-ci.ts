// Pipelines of GitLab: what they run, the images that jobs run in, services beside them, and what their scripts start.
// https://docs.gitlab.com/ci/yaml/
import type { Entry } from '../../model/entry.ts';
import type { Draft, UnknownDraft } from '../../model/facts.ts';
import type { Near, Reader } from '../../model/reader.ts';
import type { RawRef } from '../../model/workload.ts';
import type { YamlNode } from '../../syntax/tree.ts';
import { openShellParser } from '../../syntax/shell.ts';
import { ciDrafts, type CiContainer } from './ci-container.ts';
import { givenIn, scriptIn, variablesIn } from './ci-text.ts';
import { maxProblems, openConfig, readManifest, refineConfig, toUnknown, type OpenedConfig } from './config-file.ts';
import { getMember, getPath, itemsOf, membersOf, placeAt, toValue, type Member, type Value } from './config-value.ts';
import type { Given } from './given.ts';
import type { RunOption } from './run-line.ts';
import { fillInputs, readInputs, type Filled } from './gitlab-inputs.ts';
import { toGitlabPipeline, type GitlabFile } from './gitlab-pipeline.ts';
import { openTexts } from './pipeline-text.ts';
import { draftsOfScripts } from './run-script.ts';

export const gitlabCiReader: Reader = {
  id: 'gitlab-ci',
  version: 3,
  area: 'config',
  wants: { suffixes: ['.gitlab-ci.yml', '.gitlab-ci.yaml'] },
  refine: refineConfig,
  maxBytes: 4 * 1024 * 1024,
  read,
};

const format = 'gitlab-ci';
const variable = /\$\{?\w{1,200}\}?|\$\[\[[^\n]{0,200}?\]\]/g;
/** In a script the shell's own variables are the shell's. */
const input = /\$\[\[[^\n]{0,200}?\]\]/g;
const maxJobs = 1000;
async function* read(entry: Entry, near?: Near): AsyncGenerator<Draft> {
  const { path } = entry;
  const bytes = await readManifest(entry, []);
  if (bytes === undefined) return;
  const config = await openConfig(path, bytes);
  for (const problem of config.problems.slice(0, maxProblems)) yield toUnknown(config, problem, format);
  const { documents } = config;
  const header = documents.length > 1 ? readInputs(valueOf(config, documents[0]?.root)) : undefined;
  for (const [document, { root: node }] of documents.entries()) {
    if (node === undefined || (header !== undefined && document === 0)) continue;
    const { root, open } = config.text.includes('$[[') ? fillInputs(node, header) : { root: node, open: noInputs };
    yield* openInputs(open, config);
    yield* draftsOf({
      root: valueOf(config, root),
      written: valueOf(config, node),
      raw: { format, path, document, pointer: [] },
      text: config.text,
      closedInputs: header?.closed ?? [],
      near,
    });
  }
}
const noInputs: Filled['open'] = new Map();
function valueOf({ file }: OpenedConfig, node: YamlNode | undefined): Value | undefined {
  return node === undefined ? undefined : toValue(file, node);
}
/** What is not known here is said once, wherever it stands. */
function* openInputs(open: Filled['open'], { file }: OpenedConfig): Generator<UnknownDraft> {
  const [first] = open.values();
  if (first === undefined) return;
  const at = placeAt(file, first);
  const why = `${[...open.keys()].join(', ')} ${open.size === 1 ? 'has' : 'have'} no default here`;
  yield { kind: 'unknown', code: 'not-rendered', why, at, affects: [file.path], incomplete: false };
}

interface Document {
  /** With inputs that have a default filled in. */
  readonly root: Value | undefined;
  /** Without: whoever starts the pipeline writes them into its scripts. */
  readonly written: Value | undefined;
  readonly raw: RawRef;
  /** Of the whole file. */
  readonly text: string;
  readonly closedInputs: readonly string[];
  readonly near: Near | undefined;
}
async function* draftsOf({ root, written, raw, text, closedInputs, near }: Document): AsyncGenerator<Draft> {
  const jobs = jobsOf(root);
  const shared = variablesIn(getMember(root, 'variables'), variable);
  for (const job of jobs) for (const container of containersOf(job, { raw, shared })) yield* ciDrafts(container, near);
  const scripts = jobs
    .flatMap(({ value }) => linesOf(value))
    .flatMap((line) => {
      const script = scriptIn(line, { text, pattern: input, raw });
      return script === undefined ? [] : [script];
    });
  yield* draftsOfScripts(scripts, near);
  if (root?.node.kind !== 'map') return;
  // A name may become that of another job, but stands where it did.
  const lines = new Map(jobsOf(written).map((job) => [placeIn(job), linesOf(job.value)]));
  const read = jobs.map((job) => ({ ...job, lines: lines.get(placeIn(job)) ?? linesOf(job.value) }));
  yield* pipelineOf({ root, jobs: read, closedInputs, raw }, text);
}
/** The file begins where its first job does. */
function placeIn({ way, value }: Job): string {
  return `${way.length} ${value.offset}`;
}
async function* pipelineOf(file: Omit<GitlabFile, 'texts'>, text: string): AsyncGenerator<Draft> {
  const texts = openTexts({
    text,
    format,
    pattern: input,
    sourcesOf: (written) => [(written.slice(3, -2).split('|', 1)[0] ?? '').trim().toLowerCase()],
    parseShell: await openShellParser(),
  });
  yield toGitlabPipeline({ ...file, texts });
  yield* texts.unknowns;
}
const reserved = new Set(['stages', 'variables', 'include', 'workflow', 'cache', 'spec', 'services', 'image']);
/** What all jobs are given stands in `default`, or as ever at the top. */
interface Job extends Member {
  /** Keys from the root. */
  readonly way: readonly string[];
}
function jobsOf(root: Value | undefined): readonly Job[] {
  if (root === undefined) return [];
  const jobs = membersOf(root).filter(({ name, value }) => !reserved.has(name) && value.node.kind === 'map');
  const each = jobs.map((job): Job => ({ ...job, way: [job.name] }));
  return [{ name: 'default', value: root, way: [] }, ...each].slice(0, maxJobs);
}

const maxLines = 2000;
const maxDepth = 10;
/** Lists may be lists of lists. */
function linesOf(job: Value): readonly Value[] {
  const lines: Value[] = [];
  const gather = (value: Value, depth: number): void => {
    if (lines.length >= maxLines || depth > maxDepth) return;
    if (value.node.kind === 'scalar') lines.push(value);
    for (const item of itemsOf(value)) gather(item, depth + 1);
  };
  for (const name of ['before_script', 'script', 'after_script']) {
    const value = getMember(job, name);
    if (value !== undefined) gather(value, 0);
  }
  return lines;
}

interface Around {
  readonly raw: RawRef;
  readonly shared: readonly RunOption[];
}
/** Those that a job itself names; what it takes over stands elsewhere. */
function containersOf({ name: job, value, way }: Job, { raw, shared }: Around): readonly CiContainer[] {
  const own = variablesIn(value.node.kind === 'map' ? getMember(value, 'variables') : undefined, variable);
  const options = [...shared, ...own];
  const at = (...pointer: readonly (string | number)[]): RawRef => ({ ...raw, pointer: [...way, ...pointer] });
  const image = getMember(value, 'image');
  const services = itemsOf(getMember(value, 'services')).slice(0, maxJobs);
  return [
    ...(image === undefined ? [] : toContainer(image, { job, type: 'job container', raw: at('image'), options })),
    ...services.flatMap((service, index) =>
      toContainer(service, { job, type: 'service container', raw: at('services', index), options }),
    ),
  ];
}
function toContainer(
  value: Value,
  { job, type, raw, options }: Pick<CiContainer, 'job' | 'type' | 'raw' | 'options'>,
): readonly CiContainer[] {
  const image = givenIn(value.node.kind === 'scalar' ? value : getMember(value, 'name'), variable);
  if (image === undefined || image.text === '') return [];
  const alias = givenIn(getMember(value, 'alias'), variable)?.text.split(/[\s,]/, 1)[0];
  const user = givenIn(getPath(value, 'docker', 'user'), variable);
  const words = ['entrypoint', 'command'].flatMap((name) => wordsOf(getMember(value, name)));
  const name = type === 'job container' ? job : (alias ?? '');
  return [
    {
      format,
      job,
      type,
      name,
      image,
      options: [
        ...options,
        ...variablesIn(getMember(value, 'variables'), variable),
        ...(user === undefined ? [] : [{ name: 'user', given: user }]),
      ],
      command: words,
      raw,
    },
  ];
}
function wordsOf(list: Value | undefined): readonly Given[] {
  const items = list?.node.kind === 'scalar' ? [list] : itemsOf(list);
  return items.flatMap((item) => givenIn(item, variable) ?? []);
}
