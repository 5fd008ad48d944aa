// The seccomp profile that a Compose service names, read where it lies beside the file.
// https://docs.docker.com/reference/compose-file/services/#security_opt
import { InputError } from '../../model/errors.ts';
import { isKnown, locationOf, type Field } from '../../model/field.ts';
import type { Near } from '../../model/reader.ts';
import type { Profile, SystemCalls } from '../../model/workload.ts';
import { decodeText } from '../../syntax/text.ts';
import { besideOf, folderOf } from './compose-project.ts';
import type { Neighbours, Project } from './compose-project.ts';
import { parseSeccompProfile } from './seccomp-profile.ts';

/** The same field with the calls that the profile lets through. */
export async function withCalls(field: Field<Profile>, { files }: Project): Promise<Field<Profile>> {
  if (!isKnown(field) || field.value.type !== 'localhost' || field.value.name === undefined) return field;
  const at = locationOf(field);
  if (at === undefined) return field;
  const path = besideOf(folderOf(at.path), field.value.name);
  // A path of the host means nothing in a place whose paths are its own.
  const isElsewhere = path.startsWith('/') && !at.path.startsWith('/');
  const calls = isElsewhere ? undefined : await callsOf(path, files);
  if (calls !== undefined) return { ...field, value: { ...field.value, calls } };
  files.unknowns.push({
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
    calls = known.size >= maxProfiles ? Promise.resolve(undefined) : readProfile(path, files.near);
    known.set(path, calls);
  }
  return calls;
}
const maxBytes = 1024 * 1024;
async function readProfile(path: string, near: Near | undefined): Promise<SystemCalls | undefined> {
  try {
    const entry = await near?.(path);
    const decoded = entry === undefined ? undefined : decodeText(await entry.read(maxBytes));
    return decoded !== undefined && 'text' in decoded ? parseSeccompProfile(decoded.text) : undefined;
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return undefined;
  }
}
