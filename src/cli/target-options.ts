// What every command takes that reads targets.
import type { Command } from 'commander';

export function collect(text: string, before: readonly string[] = []): string[] {
  return [...before, text];
}
export function addTargetOptions(command: Command): void {
  command
    .option('--platform <platform>', 'which image of several: os/arch[/variant]')
    .option('--image <name>', 'which image of an archive with several: tag or id')
    .option('--distro <id:version>', 'distribution of packages whose own is not recorded, such as debian:12')
    .option('--skip <glob>', 'leave matching paths out (repeatable)', collect)
    .option('--helm-values <file>', 'values for charts, over their own (repeatable)', collect)
    .option('--helm-set <name=value>', 'one value for charts (repeatable)', collect)
    .option('--no-render', 'start no program for charts and kustomizations')
    .option('--cross-file-systems', 'go into other file systems below a root filesystem')
    .option('--timeout <duration>', 'stop after this long: 90s, 5m', '10m')
    .option('--db <file>', 'advisory database to use')
    .option('--db-max-age <days>', 'advisory data older than this makes the answer incomplete', '7')
    .option('--no-cache', 'read every layer again');
}
