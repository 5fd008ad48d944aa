// The formats that fixes can be written in.
import type { Format } from '../model/workload.ts';
import { writeCompose } from './compose.ts';
import { writeDockerfile } from './dockerfile.ts';
import { writeKubernetes } from './kubernetes.ts';
import type { Writer } from './placed-edit.ts';

export const writers: Readonly<Partial<Record<Format, Writer>>> = {
  compose: writeCompose,
  dockerfile: writeDockerfile,
  kubernetes: writeKubernetes,
};
