// Judges secret mounts whose content is written into the layer after all.
// https://docs.docker.com/build/building/secrets/
import { toRuleId } from '../../model/brand.ts';
import type { Check, Message } from '../../model/check.ts';
import type { Instruction } from '../../model/build-facts.ts';
import { instructionsOf } from './edits.ts';
import { lastPart } from './downloads.ts';
import { onDebian } from './example-text.ts';
import { commandField, invocationsIn, mountedFolders, operandsOf, type Invocation } from './invocation.ts';
import { isRemovedIn } from './removed-file.ts';

const keepers = /^(?:npm|pnpm|yarn|pip[\d.]*|git|composer|poetry|bundle|nuget|cargo|helm|aws)$/u;
const maxMounts = 20;

export const secretMountPersisted: Check<'build'> = {
  id: toRuleId('df-secret-mount-persisted'),
  title: 'A mounted secret is written into the image',
  severity: 'high',
  layer: 'container',
  on: 'build',
  why: 'The mount is gone after the RUN, the copy is not: everyone who can pull the image has the secret that the mount was to keep out.',
  todo: 'Read the secret where it is mounted, or mount it at the path where the tool looks for it (target=)',
  refs: ['CWE-532'],
  since: '2026.11',
  examples: {
    bad: [
      onDebian('RUN --mount=type=secret,id=npmrc cp /run/secrets/npmrc /root/.npmrc && ./fetch'),
      onDebian('RUN --mount=type=secret,id=token cat /run/secrets/token > /etc/token'),
      onDebian(`RUN --mount=type=secret,id=token printf '%s' "$(cat /run/secrets/token)" > /etc/token`),
      onDebian('RUN --mount=type=secret,id=token <<EOF', 'cat /run/secrets/token > /etc/token', 'EOF'),
      onDebian('RUN --mount=type=secret,id=token npm config set //npm.example/:_authToken "$(cat /run/secrets/token)"'),
    ],
    good: [
      onDebian('RUN --mount=type=secret,id=npmrc,target=/root/.npmrc ./fetch'),
      onDebian('RUN --mount=type=secret,id=npmrc cp /run/secrets/npmrc ~/.npmrc && ./fetch && rm ~/.npmrc'),
      onDebian('RUN --mount=type=secret,id=token cat /run/secrets/token > /tmp/t && ./fetch && rm /tmp/t'),
      onDebian('RUN --mount=type=secret,id=token TOKEN=$(cat /run/secrets/token) ./fetch > /dev/null'),
    ],
  },
  *run(build) {
    for (const instruction of instructionsOf(build.stages, 'RUN')) {
      for (const path of secretPaths(instruction)) yield* messagesOf(instruction, path);
    }
  },
};

function* messagesOf(instruction: Instruction, path: string): Generator<Message> {
  const call = invocationsIn(instruction).find((one) => isCopy(one, path) || isKept(one, path));
  const target = call === undefined ? undefined : (operandsOf(call).at(-1) ?? '');
  if (call !== undefined && target !== undefined && !isGone(instruction, target, path)) {
    yield { key: path, what: `${call.program} keeps ${path} in the image`, fields: [commandField(call)] };
    return;
  }
  const writer = invocationsIn(instruction).find((one) => isWriter(one, path));
  if (writer === undefined) return;
  const file = fileOf(writer);
  if (isGone(instruction, file, path)) return;
  yield { key: path, what: `${path} is written to ${file}`, fields: [commandField(writer)] };
}
/** A program that is given the secret writes what it makes of it; these write the secret. */
function isWriter(call: Invocation, path: string): boolean {
  if (/^(?:\/dev\/|$)/u.test(fileOf(call))) return false;
  return /^(?:echo|printf|cat|base64)$/u.test(call.program) && call.command.args.some(({ raw }) => raw.includes(path));
}
/** Where its output goes; empty when nowhere. */
function fileOf({ command: { file } }: Invocation): string {
  return file?.text ?? file?.raw ?? '';
}
/** Where the RUN sees its secret files. */
function secretPaths({ flags }: Instruction): readonly string[] {
  return (flags['mount'] ?? '')
    .split('\n')
    .slice(0, maxMounts)
    .map(
      (mount) => new Map(mount.split(',').map((part) => [part.split('=')[0] ?? '', part.slice(part.indexOf('=') + 1)])),
    )
    .filter((mount) => mount.get('type') === 'secret')
    .flatMap((mount) => {
      const target = mount.get('target') ?? mount.get('dst') ?? mount.get('destination');
      const id = mount.get('id');
      return target ?? (id === undefined ? [] : `/run/secrets/${id}`);
    });
}
function isCopy({ program, args }: Invocation, path: string): boolean {
  return /^(?:cp|install|mv|tee)$/u.test(program) && args.slice(0, -1).includes(path);
}
/** Configuration that the tool writes for its user. */
function isKept({ program, args }: Invocation, path: string): boolean {
  return keepers.test(program) && args.includes('config') && args.some((arg) => arg.includes(path));
}
function isGone(instruction: Instruction, target: string, path: string): boolean {
  if (mountedFolders(instruction).some((folder) => target.startsWith(`${folder}/`))) return true;
  const names = [lastPart(target), lastPart(path)].filter((name) => name !== '');
  return names.some((name) => isRemovedIn(instruction, name)) || target.startsWith('/dev/shm/');
}
