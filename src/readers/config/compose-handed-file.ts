// Configs and secrets that a Compose service is handed as files.
// https://docs.docker.com/reference/compose-file/services/#configs and #secrets
import { isKnown, type Field } from '../../model/field.ts';
import type { Mount } from '../../model/workload.ts';
import { readText } from './compose-field.ts';
import { targetPath } from './compose-host-path.ts';
import { mergeLists } from './compose-list.ts';
import { allOf } from './compose-merge.ts';
import type { Service } from './compose-project.ts';
import { resolveScalar } from './compose-scalar.ts';
import type { Environment } from './compose-variables.ts';
import { getMember, said, unclear } from './config-value.ts';
import type { Value } from './config-value.ts';

/** Where a config or secret stands unless the service says otherwise. */
const handedTo = { config: '/', secret: '/run/secrets/' } as const;

export function handedFiles({ layers, project }: Service): readonly Field<Mount>[] {
  return (['config', 'secret'] as const).flatMap((kind) =>
    mergeLists(allOf(layers, `${kind}s`), {
      hasForms: true,
      read(item) {
        const field = toHandedFile(item, project.environment, kind);
        return [{ field, key: isKnown(field) ? field.value.target : undefined }];
      },
    }),
  );
}
function toHandedFile(item: Value, environment: Environment, kind: 'config' | 'secret'): Field<Mount> {
  const source = readText(item.node.kind === 'map' ? getMember(item, 'source') : item, environment);
  const target = readText(getMember(item, 'target'), environment);
  if (source === undefined) return unclear(item, `the ${kind} has no name`);
  if ('unclear' in source) return source.unclear;
  if (target !== undefined && 'unclear' in target) return target.unclear;
  const path = target === undefined || target.text === '' ? source.text : target.text;
  const mode = modeOf(getMember(item, 'mode'), environment);
  return said(
    { ...item, via: source.value.via },
    {
      kind,
      source: source.text,
      target: targetPath(/^(?:\/|\\\\|.:\\)/.test(path) ? path : `${handedTo[kind]}${path}`),
      readOnly: true,
      ...(mode !== undefined && { mode }),
    },
  );
}
/** Numbers of YAML are what they are; a text is octal. */
function modeOf(value: Value | undefined, environment: Environment): number | undefined {
  const read = readText(value, environment);
  if (read === undefined || 'unclear' in read || value?.node.kind !== 'scalar') return undefined;
  const number = resolveScalar(value.node);
  if (number.kind === 'integer') return Number(number.value);
  return /^[0-7]{1,6}$/.test(read.text) ? Number.parseInt(read.text, 8) : undefined;
}
