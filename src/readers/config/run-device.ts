// Devices and graphics processors that a command line hands to a container.
// https://docs.docker.com/reference/cli/docker/container/run/#device https://github.com/cncf-tags/container-device-interface
import type { Device } from '../../model/workload.ts';
import { fieldOf, type Given } from './given.ts';
import type { Gathering } from './run-gathering.ts';
import { splitFields } from './run-mount.ts';

/** A device of the container device interface is named and has no path; graphics processors among them are `gpus`. */
export function setDevice(given: Given, into: Gathering): void {
  const gpu = /^[a-z0-9.-]{1,100}\/gpu=(.{1,200})$/i.exec(given.text)?.[1];
  if (gpu !== undefined)
    into.set(
      'gpus',
      fieldOf({ ...given, text: gpu }, 'a device', (name) => name),
    );
  else into.add('devices', fieldOf(given, 'a device', parseDevice));
}
/** `HOST[:CONTAINER][:PERMISSIONS]`. */
export function parseDevice(text: string): Device | undefined {
  const [host = '', second, third] = text.split(':');
  if (host === '') return undefined;
  const isMode = second !== undefined && /^[rwm]{1,3}$/.test(second);
  const container = isMode ? undefined : second;
  const permissions = isMode ? second : third;
  return {
    host,
    ...(container !== undefined && container !== '' && { container }),
    ...(permissions !== undefined && permissions !== '' && { permissions }),
  };
}

export function setGpus(given: Given, into: Gathering): void {
  into.set('gpus', fieldOf(given, 'graphics processors', parseGpus));
}
/** `all`, a number, or `count=`, `device=` and the rest as comma-separated values; a list of devices is in quotes. */
function parseGpus(text: string): string | undefined {
  const fields = splitFields(text);
  if (fields === undefined) return undefined;
  const options = fields.map((field) => field.split('='));
  const wanted = options.find(([key]) => key === 'device' || key === 'count') ?? options.find(([, value]) => !value);
  if (wanted === undefined) return '1';
  const [key = '', value = key] = wanted;
  return value === '-1' ? 'all' : value;
}
