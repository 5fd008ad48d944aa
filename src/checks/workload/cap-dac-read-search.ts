// Judges DAC_READ_SEARCH, which opens files by their handle: https://man7.org/linux/man-pages/man2/open_by_handle_at.2.html
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { accuseAdded } from './added-capability.ts';
import { inEveryFormat } from './every-format.ts';

export const capDacReadSearch: Check<'workload'> = {
  id: toRuleId('wl-cap-dac-read-search'),
  title: 'Adds DAC_READ_SEARCH: reading any file of the host',
  severity: 'critical',
  layer: 'container',
  on: 'workload',
  why: 'Files that the engine mounts itself, such as the one of host names, lie on the disk of the host: by its handle any other file of that disk can be opened from there.',
  todo: 'Remove it; a backup that reads what others own gets those folders mounted read-only, and the group that may read them.',
  refs: ['CISD 5.4', 'PSS-B:capabilities', 'T1611', 'ice:CAN_ACCESS_HOST_FD'],
  since: '2026.11',
  get examples() {
    return {
      bad: inEveryFormat({ capAdd: ['DAC_READ_SEARCH'] }),
      good: inEveryFormat({ capAdd: ['NET_BIND_SERVICE'] }),
    };
  },
  run: (workload) =>
    accuseAdded(workload, (name) =>
      name === 'DAC_READ_SEARCH' ? 'adds DAC_READ_SEARCH: reading any file of the host by its handle' : undefined,
    ),
};
