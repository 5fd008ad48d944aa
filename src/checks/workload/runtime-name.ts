// Which runtimes are known by their names, and which of them give a container a kernel of its own.
// https://github.com/opencontainers/runtime-spec/blob/main/implementations.md

const sandboxes =
  /(?:^|[^a-z])(?:gvisor|runsc|kata|firecracker|fc|hyperv|hypervisor|microvm|krun|confidential|coco)(?:[^a-z]|$)/i;
/** By any name in which a class or a runtime says so. */
export function isSandbox(name: string): boolean {
  return sandboxes.test(name);
}
const others: ReadonlySet<string> = new Set([
  '',
  'runc',
  'crun',
  'youki',
  'nvidia',
  'nvidia-container-runtime',
  'sysbox-runc',
  'oci',
  'runhcs-wcow-process',
]);
const shims = /^io\.containerd\.(?:runc|runsc|kata|runhcs|wasmtime|wasmedge|wasmer|wws|spin|slight|lunatic)\.v\d$/;
export function isKnownRuntime(name: string): boolean {
  return others.has(name) || shims.test(name) || isSandbox(name);
}
