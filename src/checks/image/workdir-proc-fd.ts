// Judges a working folder that is a descriptor of the runtime.
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { isDescriptorPath } from '../image-hazard.ts';
import { configField } from './config-field.ts';
import { imageConfig } from './example-config.ts';

export const imgWorkdirProcFd: Check<'image'> = {
  id: toRuleId('img-workdir-proc-fd'),
  title: 'Working folder is a descriptor of the runtime',
  severity: 'critical',
  layer: 'container',
  on: 'image',
  why: 'A runtime that leaks a descriptor starts the process in a folder of the host: the container reads and writes the host.',
  todo: 'Do not run the image',
  refs: ['T1611', 'CVE-2024-21626'],
  since: '2026.11',
  examples: {
    bad: [imageConfig({ WorkingDir: '/proc/self/fd/8' })],
    good: [imageConfig({ WorkingDir: '/app' })],
  },
  *run(image) {
    const { workingDir } = image;
    if (workingDir === undefined || !isDescriptorPath(workingDir)) return;
    yield {
      key: 'WorkingDir',
      what: `WorkingDir ${workingDir}`,
      fields: [configField(image, 'WorkingDir', workingDir)],
    };
  },
};
