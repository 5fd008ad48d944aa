// Workflows and composite actions of GitHub: what they run, the containers of their jobs, and those that their scripts start.
// https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax
import type { Entry } from '../../model/entry.ts';
import type { Draft } from '../../model/facts.ts';
import type { Near, Reader } from '../../model/reader.ts';
import type { RawRef } from '../../model/workload.ts';
import { sourcesIn } from '../../syntax/github-expression.ts';
import { openShellParser } from '../../syntax/shell.ts';
import { ciDrafts, type CiContainer } from './ci-container.ts';
import { givenIn, scriptIn, variablesIn } from './ci-text.ts';
import { maxProblems, openConfig, readManifest, refineConfig, toUnknown } from './config-file.ts';
import { getMember, getPath, itemsOf, membersOf, toValue, type Member, type Value } from './config-value.ts';
import type { RunOption } from './run-line.ts';
import { toAction, toWorkflow, type GithubFile } from './github-pipeline.ts';
import { openTexts } from './pipeline-text.ts';
import { draftsOfScripts } from './run-script.ts';

export const githubActionsReader: Reader = {
  id: 'github-actions',
  version: 2,
  area: 'config',
  wants: { suffixes: ['.yaml', '.yml'] },
  refine: refineConfig,
  maxBytes: 4 * 1024 * 1024,
  read,
};

const format = 'github-actions';
const workflowPattern = /(?:^|\/)\.github\/workflows\/[^/]+$/;
const actionPattern = /(?:^|\/)action\.ya?ml$/;
const expression = /\$\{\{[^\n]{0,500}?\}\}/g;
async function* read(entry: Entry, near?: Near): AsyncGenerator<Draft> {
  const { path } = entry;
  const isWorkflow = workflowPattern.test(path);
  const words = actionPattern.test(path) ? ['runs', 'steps'] : ['jobs', 'runs-on'];
  const bytes = await readManifest(entry, isWorkflow ? [] : words);
  if (bytes === undefined) return;
  const config = await openConfig(path, bytes);
  if (isWorkflow) for (const problem of config.problems.slice(0, maxProblems)) yield toUnknown(config, problem, format);
  const node = config.documents[0]?.root;
  const root = node === undefined ? undefined : toValue(config.file, node);
  const raw: RawRef = { format, path, document: 0, pointer: [] };
  const jobs = jobsOf(root, isWorkflow);
  for (const job of jobs) for (const container of containersOf(job, raw)) yield* ciDrafts(container, near);
  const steps = jobs.flatMap(({ value }) => itemsOf(getMember(value, 'steps')));
  const scripts = [...steps, ...itemsOf(getPath(root, 'runs', 'steps'))].flatMap((step) => {
    const run = getMember(step, 'run');
    const script = run && scriptIn(run, { text: config.text, pattern: expression, raw });
    return script === undefined ? [] : [script];
  });
  yield* draftsOfScripts(scripts, near);
  if (root !== undefined && (isWorkflow || jobs.length > 0 || getMember(root, 'runs') !== undefined))
    yield* pipelineOf({ root, jobs, raw }, config.text);
}
async function* pipelineOf(file: Omit<GithubFile, 'texts'>, text: string): AsyncGenerator<Draft> {
  const texts = openTexts({
    text,
    format,
    pattern: expression,
    sourcesOf: (written) => sourcesIn(written.slice(3, -2)),
    parseShell: await openShellParser(),
  });
  const isAction = file.jobs.length === 0 && getMember(file.root, 'runs') !== undefined;
  yield isAction ? toAction({ ...file, texts }) : toWorkflow({ ...file, texts });
  yield* texts.unknowns;
}
const maxJobs = 500;
/** Outside of its folder a file is a workflow where a job says what it runs on. */
function jobsOf(root: Value | undefined, isWorkflow: boolean): readonly Member[] {
  const jobs = membersOf(getMember(root, 'jobs')).slice(0, maxJobs);
  const isOne = isWorkflow || jobs.some(({ value }) => getMember(value, 'runs-on') !== undefined);
  return isOne ? jobs : [];
}

function containersOf({ name: job, value }: Member, raw: RawRef): readonly CiContainer[] {
  const at = (...pointer: readonly string[]): RawRef => ({ ...raw, pointer: ['jobs', job, ...pointer] });
  const own = getMember(value, 'container');
  const beside = membersOf(getMember(value, 'services')).slice(0, maxJobs);
  return [
    ...(own === undefined ? [] : toContainer(own, { job, name: job, type: 'job container', raw: at('container') })),
    ...beside.flatMap(({ name, value: service }) =>
      toContainer(service, { job, name, type: 'service container', raw: at('services', name) }),
    ),
  ];
}
function toContainer(value: Value, about: Pick<CiContainer, 'job' | 'name' | 'type' | 'raw'>): readonly CiContainer[] {
  const image = givenIn(value.node.kind === 'scalar' ? value : getMember(value, 'image'), expression);
  // Without a name there is no container.
  if (image === undefined || image.text === '') return [];
  const more = givenIn(getMember(value, 'options'), expression);
  const listed = (member: string, name: string): readonly RunOption[] =>
    itemsOf(getMember(value, member)).flatMap((item) => {
      const given = givenIn(item, expression);
      return given === undefined ? [] : [{ name, given }];
    });
  return [
    {
      format,
      ...about,
      image,
      options: [
        ...variablesIn(getMember(value, 'env'), expression),
        ...listed('ports', 'publish'),
        ...listed('volumes', 'volume'),
      ],
      ...(more && { more }),
    },
  ];
}
