// Every reader of configuration: apart from the others, because most scans of an image need none of them.
import type { Reader } from '../model/reader.ts';
import { composeReader } from './config/compose.ts';
import { dockerRunReader } from './config/docker-run.ts';
import { dockerfileReader } from './config/dockerfile.ts';
import { kubernetesReader } from './config/kubernetes.ts';

export const readers: readonly Reader[] = [composeReader, dockerRunReader, dockerfileReader, kubernetesReader];
