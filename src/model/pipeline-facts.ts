// What a CI pipeline runs, on which events, with which rights.
import type { Command } from './build-facts.ts';
import type { Field } from './field.ts';
import type { Location } from './location.ts';
import type { RawRef } from './workload.ts';

/** A place in a text of a CI file where the service puts a value before anything reads the text. */
export interface PipelineInsert {
  /** As written, braces and all. */
  readonly written: string;
  /** What of the service's contexts can become part of the text, lower case: `github.event.issue.title`, `commits.*` for an item. */
  readonly sources: readonly string[];
  readonly at: Location;
}
export interface PipelineText {
  /** As written, with what the service would put in still in it. */
  readonly text: string;
  readonly inserts: readonly PipelineInsert[];
  readonly at: Location;
  readonly via: readonly Location[];
}
/** A variable, or what an action is given. */
export interface PipelineSetting extends PipelineText {
  readonly name: string;
}
export interface PipelineScript extends PipelineText {
  /** Empty where no shell that is understood here reads it. */
  readonly commands: readonly Command[];
}
/** Somebody else's code that a pipeline runs: an action, an image, a workflow, an included file. */
export interface PipelineUse {
  readonly from: 'repository' | 'image' | 'local' | 'address' | 'template';
  /** As written. */
  readonly written: string;
  /** Without the revision; lower case where the service does not tell cases apart. */
  readonly name: string;
  readonly revision?: string;
  /** True where nobody can put something else behind it: a commit, a digest. */
  readonly fixed: boolean;
  /** The service's own organisation, or the same instance of it. */
  readonly own: boolean;
  readonly at: Location;
  readonly via: readonly Location[];
}
export interface PipelineStep {
  readonly id?: string;
  readonly use?: PipelineUse;
  readonly script?: PipelineScript;
  readonly env: readonly PipelineSetting[];
  readonly settings: readonly PipelineSetting[];
  /** When it runs, as written. */
  readonly condition?: string;
  readonly at: Location;
}
/** What a job of GitLab keeps for later ones. */
export interface PipelineCache {
  readonly key?: string;
  /** True where jobs of protected and of other branches have it in common. */
  readonly shared: boolean;
  readonly at: Location;
}
/** What the job's token may do: everything, or each scope with its level. */
export interface PipelineRights {
  readonly all?: 'read' | 'write';
  readonly scopes: Readonly<Record<string, string>>;
  readonly at: Location;
}
export interface PipelineJob {
  readonly name: string;
  /** Labels of the runner that it asks for. */
  readonly runner: readonly string[];
  readonly rights?: PipelineRights;
  /** Somebody may have to allow it first. */
  readonly environment: boolean;
  readonly condition?: string;
  readonly env: readonly PipelineSetting[];
  /** Images of containers beside it. */
  readonly services: readonly Field<string>[];
  readonly caches: readonly PipelineCache[];
  readonly steps: readonly PipelineStep[];
  readonly at: Location;
}
/** A workflow or composite action of GitHub, or a pipeline of GitLab CI. */
export interface PipelineDraft {
  readonly kind: 'pipeline';
  readonly type: 'workflow' | 'action' | 'gitlab-ci';
  readonly path: string;
  /** What starts it: `push`, `pull_request_target` …; `push to tags` where only tags do; empty where the file does not say. */
  readonly triggers: readonly string[];
  readonly rights?: PipelineRights;
  readonly env: readonly PipelineSetting[];
  /** Inputs that take a number, a choice or the like, and so no text of one's own. */
  readonly closedInputs: readonly string[];
  /** Files and workflows that are taken in whole. */
  readonly includes: readonly PipelineUse[];
  readonly jobs: readonly PipelineJob[];
  readonly at: readonly Location[];
  readonly raw: RawRef;
}
