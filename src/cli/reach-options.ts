// What `plimsoll reach` takes: questions, formats, and those options of a scan that concern reach.
import type { Command } from 'commander';
import { reachLevels } from '../model/graph.ts';
import { severities } from '../model/severity.ts';

/** What it has in common with other commands. */
interface Common {
  readonly parts: readonly string[];
  toList(text: string): string[];
}
export function addReachOptions(reach: Command, { parts, toList }: Common): void {
  reach
    .option('--to <name>', 'who reaches it: a workload, node, cluster, cloud, a service account, a volume …')
    .option('--from <name>', 'what falls with it; with --to, the ways from here to there')
    .option('--without <edit...>', 'what if: the levels once these edits are made, each by its id or FILE:LINE')
    .option('-f, --format <format>', 'table, json, mermaid, dot or svg', 'table')
    .option('-o, --output <file>', 'write the answer there instead of standard output')
    .option('--all', 'list everything, however long')
    .addOption(
      reach
        .createOption('--load-line <level>', 'the farthest a workload may reach')
        .choices([...reachLevels])
        .default('neighbours'),
    )
    .option('--only <parts>', `run only these parts beside reach: ${parts.slice(0, -1).join(', ')}`, toList)
    .option('--complete', 'the files given are all there is: what is absent in them does not exist')
    .addOption(
      reach.createOption('--fail-on <severity>', 'also fail when a finding is this bad').choices([...severities]),
    )
    .option('--ignore-unfixed', 'vulnerabilities without a fix do not fail the scan')
    .option('--ignore-file <file>', 'accepted findings (default: .plimsoll-ignore.yaml of the folder)')
    .addHelpText(
      'after',
      `
Examples:
  plimsoll reach .                              entry points, levels with their chains, the smallest change
  plimsoll reach . --to node                    who reaches a host, and the shortest way of each
  plimsoll reach . --to "volume uploads"        who can write or read it
  plimsoll reach . --from web                   what falls with web
  plimsoll reach . --from web --to node         the ways from web to a host
  plimsoll reach . --without compose.yaml:12    what is left once this line is gone
  plimsoll reach . --format svg -o reach.svg    a picture that stands alone
  plimsoll reach . --format mermaid             a picture for Markdown
  kubectl get all,sa,role,rolebinding -A -o json | plimsoll reach - --to cluster

Exit codes: as of scan; with --without, those of what would be left.`,
    );
}
