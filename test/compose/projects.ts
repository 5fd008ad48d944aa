// All projects by hand.
import { mergeProjects } from './merge-projects.ts';
import { refusedProjects } from './refused-projects.ts';
import type { SampleProject } from './sample-project.ts';
import { settingProjects } from './setting-projects.ts';
import { valueProjects } from './value-projects.ts';
import { variableProjects } from './variable-projects.ts';

export const projects: readonly SampleProject[] = [
  ...valueProjects,
  ...settingProjects,
  ...mergeProjects,
  ...variableProjects,
  ...refusedProjects,
];
