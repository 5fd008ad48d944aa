// Kinds whose containers are no pod template, and are not read yet: tasks of Tekton and workflows of Argo.
// https://tekton.dev/docs/pipelines/tasks/ https://argo-workflows.readthedocs.io/en/latest/fields/
import type { UnknownDraft } from '../../model/facts.ts';
import { getPath, itemsOf } from './config-value.ts';
import { nameOf, whereIs } from './kubernetes-metadata.ts';
import type { ManifestObject } from './kubernetes-metadata.ts';

/** Ways to what holds the containers. */
const tekton = ['steps', 'taskSpec/steps', 'sidecars'];
const argo = ['templates', 'workflowSpec/templates'];
const unread: ReadonlyMap<string, readonly string[]> = new Map([
  ['tekton.dev Task', tekton],
  ['tekton.dev ClusterTask', tekton],
  ['tekton.dev TaskRun', tekton],
  ['argoproj.io Workflow', argo],
  ['argoproj.io WorkflowTemplate', argo],
  ['argoproj.io ClusterWorkflowTemplate', argo],
  ['argoproj.io CronWorkflow', argo],
]);

export function unreadIn({ root, kind }: ManifestObject, key: string): readonly UnknownDraft[] {
  const ways = unread.get(key) ?? [];
  if (!ways.some((way) => itemsOf(getPath(root, 'spec', ...way.split('/'))).length > 0)) return [];
  const why = `the containers of ${kind} ${nameOf(root)} are not read yet`;
  return [{ kind: 'unknown', code: 'unsupported', why, at: whereIs(root), affects: ['kubernetes'], incomplete: true }];
}
