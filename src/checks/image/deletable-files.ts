// Judges the caches of package managers that an image carries.
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { declared } from '../../model/field.ts';

export const imgDeletableFiles: Check<'file'> = {
  id: toRuleId('img-deletable-files'),
  title: 'Image carries the cache of a package manager',
  severity: 'low',
  layer: 'container',
  on: 'file',
  why: 'A cache is dead weight in every copy of the image, and its stale index or second copies of packages outlive every upgrade.',
  todo: 'Clean up in the RUN that installs, or mount a cache there',
  refs: ['CWE-538', 'DKL-LI-0003', 'DKL-DI-0004', 'DKL-DI-0005'],
  since: '2026.11',
  // No configuration format can show a file of a layer.
  examples: { bad: [], good: [] },
  *run(file) {
    const [at] = file.at;
    if (at === undefined || file.size === 0) return;
    yield {
      key: `${file.manager} ${at.path}`,
      what: `a cache of ${file.manager}, ${file.size} bytes`,
      fields: [{ name: at.path, field: declared(file.size, at) }],
    };
  },
};
