// Whose code a pipeline runs, and whether its name can come to mean something else.
// https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idstepsuses, https://docs.gitlab.com/ci/yaml/#include
import type { PipelineUse } from '../../model/pipeline-facts.ts';
import { getMember, placeOf, scalarText, type Value } from './config-value.ts';

const commit = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/i;
const digest = /@sha256:[0-9a-f]{64}$/;
const ownOwners = new Set(['actions', 'github']);

/** What stands behind `uses`. */
export function toUse(value: Value | undefined): PipelineUse | undefined {
  const written = scalarText(value)?.trim();
  if (value === undefined || written === undefined || written === '') return undefined;
  const place = { written, at: placeOf(value), via: value.via };
  if (written.startsWith('./') || written.startsWith('../'))
    return { ...place, from: 'local', name: written, fixed: true, own: true };
  if (written.startsWith('docker://')) return toImageUse(written.slice('docker://'.length), place);
  const at = written.indexOf('@');
  const name = (at === -1 ? written : written.slice(0, at)).toLowerCase();
  const own = ownOwners.has(name.split('/', 1)[0] ?? '');
  return { ...place, from: 'repository', name, own, ...revisionOf(at === -1 ? undefined : written.slice(at + 1)) };
}
/** The image of an action that is one; a Dockerfile beside it is not somebody else's. */
export function toActionImage(value: Value | undefined): PipelineUse | undefined {
  const use = scalarText(value)?.startsWith('docker://') === true ? toUse(value) : undefined;
  return use;
}
function toImageUse(image: string, place: Pick<PipelineUse, 'written' | 'at' | 'via'>): PipelineUse {
  const fixed = digest.test(image);
  const [name = ''] = image.split('@', 1);
  return { ...place, from: 'image', name, fixed, own: false };
}
function revisionOf(revision: string | undefined): Pick<PipelineUse, 'revision' | 'fixed'> {
  return { fixed: revision !== undefined && commit.test(revision), ...(revision !== undefined && { revision }) };
}

/** One entry of GitLab's `include`. */
export function toInclude(value: Value): PipelineUse | undefined {
  const place = { at: placeOf(value), via: value.via };
  const text = scalarText(value);
  if (text !== undefined) return /^https?:\/\//.test(text) ? remote(text, value, place) : local(text, place);
  const [own, file] = [scalarText(getMember(value, 'local')), scalarText(getMember(value, 'remote'))];
  if (own !== undefined) return local(own, place);
  if (file !== undefined) return remote(file, value, place);
  const template = scalarText(getMember(value, 'template'));
  if (template !== undefined)
    return { ...place, from: 'template', written: template, name: template, fixed: true, own: true };
  const project = scalarText(getMember(value, 'project'));
  if (project !== undefined) {
    const revision = scalarText(getMember(value, 'ref'));
    const written = revision === undefined ? project : `${project}@${revision}`;
    return { ...place, from: 'repository', written, name: project, own: true, ...revisionOf(revision) };
  }
  const component = scalarText(getMember(value, 'component'));
  if (component === undefined) return undefined;
  const at = component.lastIndexOf('@');
  const name = at === -1 ? component : component.slice(0, at);
  // On the same instance, whatever that is called.
  const isHere = component.startsWith('$CI_SERVER_FQDN/') || component.startsWith('$CI_SERVER_HOST/');
  const revision = revisionOf(at === -1 ? undefined : component.slice(at + 1));
  return { ...place, from: 'repository', written: component, name, own: isHere, ...revision };
}
type IncludePlace = Pick<PipelineUse, 'at' | 'via'>;
function local(written: string, place: IncludePlace): PipelineUse {
  return { ...place, from: 'local', written, name: written, fixed: true, own: true };
}
function remote(written: string, value: Value, place: IncludePlace): PipelineUse {
  const fixed = getMember(value, 'integrity') !== undefined;
  return { ...place, from: 'address', written, name: written, fixed, own: false };
}
