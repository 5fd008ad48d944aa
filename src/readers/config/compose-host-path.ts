// What a path in a Compose file means on the host: relative to the project, in somebody's home, or of Windows.
// https://docs.docker.com/reference/compose-file/services/#volumes
import { foldPath } from '../../model/host-path.ts';
import { environmentOf } from './compose-field.ts';
import type { Project } from './compose-project.ts';
import type { Environment } from './compose-variables.ts';
import type { Value } from './config-value.ts';

/** Relative paths are those of entries; a home folder stays one, whoever's it is. */
export function hostPath(text: string, value: Value, { folder }: Project): string {
  if (isWindows(text)) return text;
  if (text.startsWith('~')) return `~${foldPath(`/${text.slice(1)}`).replace(/^\/$/, '')}`;
  const path = foldPath(text.startsWith('/') ? text : `${value.file.scope?.folder ?? folder}${text}`);
  return path === '' ? '.' : path;
}
/** Compose puts for `~` what HOME is, so that a beginning with a HOME that no file sets says the same. */
export function withHome(value: Value | undefined, environment: Environment): Value | undefined {
  if (value?.node.kind !== 'scalar' || environmentOf(value, environment).values.get('HOME') !== undefined) return value;
  const text = value.node.value.replace(homeFolder, '~');
  return text === value.node.value ? value : { ...value, node: { ...value.node, value: text } };
}
const homeFolder = /^\$(?:HOME|\{HOME\})(?=[/:]|$)/;
function isWindows(text: string): boolean {
  return text.startsWith('\\\\') || /^.:[\\/]/.test(text);
}
/** As a path of the container. */
export function targetPath(text: string): string {
  return text.includes('\\') ? text : foldPath(text);
}
