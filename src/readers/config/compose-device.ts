// Devices that a Compose service is given.
// https://docs.docker.com/reference/compose-file/services/#devices
import { isKnown, type Field } from '../../model/field.ts';
import type { Device } from '../../model/workload.ts';
import { clearText, readText } from './compose-field.ts';
import { mergeLists } from './compose-list.ts';
import { allOf } from './compose-merge.ts';
import type { Service } from './compose-project.ts';
import type { Environment } from './compose-variables.ts';
import { getMember, said, unclear } from './config-value.ts';
import type { Value } from './config-value.ts';

export function devicesOf({ layers, project }: Service): readonly Field<Device>[] {
  return mergeLists(allOf(layers, 'devices'), {
    hasForms: true,
    read(item) {
      const field = toDevice(item, project.environment);
      return [{ field, key: isKnown(field) ? (field.value.container ?? field.value.host) : undefined }];
    },
  });
}
function toDevice(item: Value, environment: Environment): Field<Device> {
  const long = item.node.kind === 'map';
  const host = readText(long ? getMember(item, 'source') : item, environment);
  if (host === undefined) return unclear(item, 'not a device');
  if ('unclear' in host) return host.unclear;
  const [source = '', target, written, ...more] = long ? [host.text] : host.text.split(':');
  if (more.length > 0) return unclear(item, 'not a device');
  const container = target ?? clearText(getMember(item, 'target'), environment);
  const permissions = written ?? clearText(getMember(item, 'permissions'), environment);
  return said(
    { ...item, via: host.value.via },
    {
      host: source,
      ...(container !== undefined && container !== '' && { container }),
      ...(permissions !== undefined && { permissions }),
    },
  );
}
