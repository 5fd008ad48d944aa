// What a Compose project has from elsewhere than its files: programs that provide a service, and files at an address.
// https://docs.docker.com/compose/how-tos/provider-services/, https://docs.docker.com/reference/compose-file/include/
import type { ObjectDraft } from '../../model/cluster-facts.ts';
import { textField } from './compose-field.ts';
import { lastOf } from './compose-merge.ts';
import type { Project, Service } from './compose-project.ts';
import { getMember, placeOf, said } from './config-value.ts';

export function remoteDrafts({ name, files }: Project): readonly ObjectDraft[] {
  return [...files.remotes].map(([written, by]) => ({
    ...bare,
    type: 'remote-file',
    name: written,
    ...(name !== undefined && { namespace: name }),
    leaves: [{ pointer: 'file', field: said(by, written) }],
    at: [placeOf(by)],
    raw: { format: 'compose', path: by.file.path, document: 0, pointer: [] },
  }));
}
export function toProvider({ name, layers, first, at, project }: Service): ObjectDraft {
  const provider = lastOf(layers, 'provider');
  const type = textField(getMember(provider, 'type'), project.environment);
  return {
    ...bare,
    type: 'provider',
    name,
    ...(project.name !== undefined && { namespace: project.name }),
    leaves: type === undefined ? [] : [{ pointer: 'type', field: type }],
    at: [provider === undefined ? at : placeOf(provider)],
    raw: {
      format: 'compose',
      path: first.root.file.path,
      document: first.document,
      pointer: ['services', name, 'provider'],
    },
  };
}
const bare = { kind: 'object', group: 'compose', version: '', labels: {}, annotations: {} } as const;
