// The formats that fixes can be written in.
import type { WrittenFormat } from '../model/edit.ts';
import { writeCompose } from './compose.ts';
import { writeDockerfile } from './dockerfile.ts';
import { writeKubernetes } from './kubernetes.ts';
import type { Writer } from './placed-edit.ts';

export const writers: Readonly<Record<WrittenFormat, Writer>> = {
  compose: writeCompose,
  dockerfile: writeDockerfile,
  kubernetes: writeKubernetes,
};
