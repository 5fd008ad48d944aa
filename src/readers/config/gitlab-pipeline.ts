// What a pipeline of GitLab runs, what it takes in from elsewhere, and what its jobs keep for each other.
// https://docs.gitlab.com/ci/yaml/
import type {
  PipelineCache,
  PipelineDraft,
  PipelineJob,
  PipelineStep,
  PipelineUse,
} from '../../model/pipeline-facts.ts';
import { unseen, type Field } from '../../model/field.ts';
import type { RawRef } from '../../model/workload.ts';
import { getMember, itemsOf, membersOf, placeOf, said, scalarText, type Value } from './config-value.ts';
import type { PipelineTexts } from './pipeline-text.ts';
import { toInclude } from './pipeline-use.ts';

export interface GitlabJob {
  readonly name: string;
  readonly value: Value;
  /** What its scripts say, line by line. */
  readonly lines: readonly Value[];
}
export interface GitlabFile {
  readonly root: Value;
  readonly jobs: readonly GitlabJob[];
  readonly texts: PipelineTexts;
  readonly closedInputs: readonly string[];
  readonly raw: RawRef;
}
export function toGitlabPipeline({ root, jobs, texts, closedInputs, raw }: GitlabFile): PipelineDraft {
  return {
    kind: 'pipeline',
    type: 'gitlab-ci',
    path: raw.path,
    triggers: [],
    env: texts.settingsOf(getMember(root, 'variables')),
    closedInputs,
    includes: listOf(getMember(root, 'include'))
      .flatMap((one) => toInclude(one) ?? [])
      .filter(isKnownUse),
    jobs: jobs.map((job) => toJob(job, root, texts)),
    at: [placeOf(root)],
    raw,
  };
}
/** What an input decides has no name to be judged by; that it is not known is told of the file. */
function isKnownUse({ written }: PipelineUse): boolean {
  return !written.includes('$[[');
}
function toJob({ name, value, lines }: GitlabJob, root: Value, texts: PipelineTexts): PipelineJob {
  const steps = texts.stepsIn(lines).flatMap((line): readonly PipelineStep[] => {
    const script = texts.scriptOf(line, undefined);
    return script === undefined ? [] : [{ script, env: [], settings: [], at: placeOf(line) }];
  });
  return {
    name,
    runner: itemsOf(getMember(value, 'tags')).flatMap((tag) => scalarText(tag) ?? []),
    environment: getMember(value, 'environment') !== undefined,
    // Those of the file are not the job's own.
    env: value === root ? [] : texts.settingsOf(getMember(value, 'variables')),
    services: itemsOf(getMember(value, 'services')).flatMap(imageOf),
    caches: listOf(getMember(value, 'cache')).map(toCache),
    steps,
    at: placeOf(value),
  };
}
function toCache(cache: Value): PipelineCache {
  const key = scalarText(getMember(cache, 'key'));
  const shared = scalarText(getMember(cache, 'unprotect')) === 'true';
  return { ...(key !== undefined && { key }), shared, at: placeOf(getMember(cache, 'unprotect') ?? cache) };
}
function imageOf(service: Value): readonly Field<string>[] {
  const image = service.node.kind === 'map' ? getMember(service, 'name') : service;
  const text = scalarText(image);
  if (image === undefined || text === undefined) return [];
  // The name before the variables is enough to know what kind of image it is.
  return [/^[^$]*\$/.test(text) ? unseen(`${text} is not known here`, placeOf(image), [text]) : said(image, text)];
}
/** GitLab takes one where it takes several. */
function listOf(value: Value | undefined): readonly Value[] {
  if (value === undefined || membersOf(value).length > 0) return value === undefined ? [] : [value];
  return value.node.kind === 'list' ? itemsOf(value) : [value];
}
