// The host of an engine as the engine tells of it: `docker info --format json`.
// https://docs.docker.com/reference/api/engine/ (SystemInfo)
import type { Entry } from '../../model/entry.ts';
import type { HostDraft } from '../../model/cluster-facts.ts';
import type { Draft } from '../../model/facts.ts';
import { isKnown, type Field } from '../../model/field.ts';
import type { Reader } from '../../model/reader.ts';
import { getMember, itemsOf, placeOf, said, scalarText, type Value } from './config-value.ts';
import { engineSuffixes, maxEngineBytes, openEngineDocument, refineEngine } from './engine-document.ts';
import { textField } from './kubernetes-field.ts';

export const engineInfoReader: Reader = {
  id: 'engine-info',
  version: 2,
  area: 'config',
  wants: { suffixes: engineSuffixes },
  refine: refineEngine,
  maxBytes: maxEngineBytes,
  read,
};

async function* read(entry: Entry): AsyncGenerator<Draft> {
  const root = (await openEngineDocument(entry, 'SecurityOptions'))?.root;
  const isInfo = ['ServerVersion', 'KernelVersion', 'SecurityOptions'].every((name) => getMember(root, name));
  if (root !== undefined && isInfo) yield toHost(root, entry.path);
}
function toHost(root: Value, path: string): HostDraft {
  const kernel = textField(getMember(root, 'KernelVersion'));
  const docker = textField(getMember(root, 'ServerVersion'));
  const cgroup = getMember(root, 'CgroupVersion');
  const security = getMember(root, 'SecurityOptions');
  const named = new Set(itemsOf(security).map((item) => /^name=([\w-]+)/u.exec(scalarText(item) ?? '')?.[1]));
  const uses = (name: string): Field<boolean> | undefined => security && said(security, named.has(name));
  const [userNamespace, rootless] = [uses('userns'), uses('rootless')];
  const [seccomp, apparmor, selinux] = [uses('seccomp'), uses('apparmor'), uses('selinux')];
  return {
    kind: 'host',
    engine: 'docker',
    name: scalarText(getMember(root, 'Name')) ?? 'host',
    labels: {},
    controlPlane: false,
    taints: [],
    ...(kernel && { kernel }),
    programs: [...(docker === undefined ? [] : [{ name: 'docker', version: docker }]), ...runtimesOf(root)],
    ...(cgroup && { cgroup: said(cgroup, Number(scalarText(cgroup))) }),
    ...(userNamespace && { userNamespace }),
    ...(rootless && { rootless }),
    ...(seccomp && { seccomp }),
    ...(apparmor && { apparmor }),
    ...(selinux && { selinux }),
    at: [placeOf(root)],
    raw: { format: 'docker-inspect', path, document: 0, pointer: [] },
  };
}
/** `v1.2.5-0-g59923ef`: the tag of a build and what came after it. A commit alone is no version. */
function runtimesOf(root: Value): HostDraft['programs'] {
  return [
    ['runc', 'RuncCommit'],
    ['containerd', 'ContainerdCommit'],
  ].flatMap(([name = '', member = '']) => {
    const id = textField(getMember(getMember(root, member), 'ID'));
    return id !== undefined && isKnown(id) && /^v?[0-9]+\.[0-9]/u.test(id.value) ? [{ name, version: id }] : [];
  });
}
