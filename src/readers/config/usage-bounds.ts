// What a container can have used: no machine has more, and one that uses no memory does not run.

const maxMemory = 2 ** 44;
const maxCpu = 4096;
export function isMeasured(use: {
  readonly memory: number | undefined;
  readonly cpu: number | undefined;
}): use is { readonly memory: number; readonly cpu: number } {
  const { memory = 0, cpu = -1 } = use;
  return memory > 0 && memory <= maxMemory && cpu >= 0 && cpu <= maxCpu;
}
