// Every reader of configuration: apart from the others, because most scans of an image need none of them.
// Whose accounts an image has is asked where settings of containers are.
import type { Reader } from '../model/reader.ts';
import { composeReader } from './config/compose.ts';
import { devcontainerReader } from './config/devcontainer.ts';
import { dockerInspectReader } from './config/docker-inspect.ts';
import { dockerRunReader } from './config/docker-run.ts';
import { dockerfileReader } from './config/dockerfile.ts';
import { ecsReader } from './config/ecs.ts';
import { engineCreateReader } from './config/engine-create.ts';
import { engineImageReader } from './config/engine-image.ts';
import { engineInfoReader } from './config/engine-info.ts';
import { engineNetworkReader } from './config/engine-network.ts';
import { engineStatsReader } from './config/engine-stats.ts';
import { githubActionsReader } from './config/github-actions.ts';
import { gitlabCiReader } from './config/gitlab-ci.ts';
import { kubernetesReader } from './config/kubernetes.ts';
import { quadletReader } from './config/quadlet.ts';
import { waiverReader } from './config/waiver-comments.ts';
import { accountsReader } from './image/accounts.ts';

export const readers: readonly Reader[] = [
  accountsReader,
  composeReader,
  devcontainerReader,
  dockerInspectReader,
  dockerRunReader,
  dockerfileReader,
  ecsReader,
  engineCreateReader,
  engineImageReader,
  engineInfoReader,
  engineNetworkReader,
  engineStatsReader,
  githubActionsReader,
  gitlabCiReader,
  kubernetesReader,
  quadletReader,
  waiverReader,
];
