// How much work something is: time on processors, which other work on the same machine does not lengthen.

export function startedNow(): NodeJS.CpuUsage {
  return process.cpuUsage();
}
/** Milliseconds that this process has spent on processors since then, all its threads together. */
export function processorMs(since: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(since);
  return (user + system) / 1000;
}
