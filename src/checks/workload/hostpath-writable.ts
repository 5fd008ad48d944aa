// Judges folders of the host that a container may write to: https://docs.docker.com/engine/storage/bind-mounts/
import { toRuleId } from '../../model/brand.ts';
import type { Check } from '../../model/check.ts';
import { locationOf } from '../../model/field.ts';
import type { Verdict } from './container.ts';
import { inEveryFormat, inFormats } from './every-format.ts';
import { bind } from './example-says.ts';
import { isWithin } from '../../model/host-path.ts';
import type { HostMount } from './host-path.ts';
import { kindOf } from './mount-kind.ts';
import { accuseMounts } from './mount-rule.ts';

export const hostpathWritable: Check<'workload'> = {
  id: toRuleId('wl-hostpath-writable'),
  title: 'Path of the host is mounted writable',
  severity: 'medium',
  layer: 'container',
  on: 'workload',
  why: 'What the container writes there, somebody on the host reads or runs: a script, a configuration, a file that is packed into the next image.',
  todo: 'Mount it read-only, or use a volume that only the container uses.',
  refs: ['CISD 5.6', 'OWD:8', 'C-0045', 'kl:writable-host-mount', 'kyv:ensure-readonly-hostpath'],
  since: '2026.11',
  get examples() {
    return {
      bad: [...inEveryFormat(bind('/srv/app/data')), ...inFormats(['compose'], bind('.'))],
      good: [...inEveryFormat(bind('/srv/app/data', { readOnly: true })), ...inFormats(['compose'], bind('./data'))],
    };
  },
  run: (workload, world) =>
    accuseMounts(workload, world, {
      say: 'mount it read-only',
      change: { readOnly: true },
      judge: (found) => {
        // Of shared propagation another rule speaks.
        if (found.mount.readOnly || found.mount.propagation === 'shared') return undefined;
        if (kindOf(found, workload.engine) !== 'ordinary') return undefined;
        if (workload.engine === 'kubernetes') return `mounts ${found.path} of its node writable`;
        return judgeFolder(found);
      },
    }),
};

/** A project's own data is its own affair; the file that says what runs is not. */
function judgeFolder({ path, container, fields: [ref] }: HostMount): Verdict | undefined {
  const file = (locationOf(ref.field) ?? container.at).path;
  const folder = file.slice(0, Math.max(file.lastIndexOf('/'), 0));
  if (covers(path, folder)) return `mounts ${path} writable, where the file lies that says what it may do`;
  const outside = folder === '' ? /^[/~]|^\.\.(?:\/|$)/.test(path) : !isWithin(path, folder);
  return outside ? { clause: `mounts ${path} writable`, severity: 'low' } : undefined;
}
function covers(path: string, folder: string): boolean {
  if (folder === '') return path === '.' || /^\.\.(?:\/\.\.)*$/.test(path);
  return (path === '.' && !folder.startsWith('/')) || isWithin(folder, path);
}
