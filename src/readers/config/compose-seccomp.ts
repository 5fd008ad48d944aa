// The seccomp profile that a Compose service names, read where it lies beside the file.
// https://docs.docker.com/reference/compose-file/services/#security_opt
import { isKnown, locationOf, type Field } from '../../model/field.ts';
import type { Profile, SystemCalls } from '../../model/workload.ts';
import { readNear } from './compose-files.ts';
import { besideOf } from './near-text.ts';
import type { Neighbours } from './compose-files.ts';
import type { Project } from './compose-project.ts';
import { parseSeccompProfile } from './seccomp-profile.ts';

/** The same field with the calls that the profile lets through. */
export async function withCalls(field: Field<Profile>, project: Project): Promise<Field<Profile>> {
  const { files } = project;
  if (!isKnown(field) || field.value.type !== 'localhost' || field.value.name === undefined) return field;
  const at = locationOf(field);
  if (at === undefined) return field;
  const calls = await callsOf(besideOf(project.folder, field.value.name), project.files);
  if (calls !== undefined) return { ...field, value: { ...field.value, calls } };
  files.tell({
    kind: 'unknown',
    code: files.near === undefined ? 'needs-neighbour' : 'companion-missing',
    why: `the seccomp profile ${field.value.name} could not be read`,
    at,
    affects: ['compose'],
    incomplete: false,
  });
  return field;
}
const profiles = new WeakMap<Neighbours, Map<string, Promise<SystemCalls | undefined>>>();
const maxProfiles = 64;
function callsOf(path: string, files: Neighbours): Promise<SystemCalls | undefined> {
  const known = profiles.get(files) ?? new Map<string, Promise<SystemCalls | undefined>>();
  profiles.set(files, known);
  let calls = known.get(path);
  if (calls === undefined) {
    calls = known.size >= maxProfiles ? Promise.resolve(undefined) : readProfile(path, files);
    known.set(path, calls);
  }
  return calls;
}
async function readProfile(path: string, files: Neighbours): Promise<SystemCalls | undefined> {
  const text = await readNear(path, files);
  return text === undefined ? undefined : parseSeccompProfile(text);
}
