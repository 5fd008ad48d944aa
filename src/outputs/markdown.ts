// A summary for a pull request's comment or a job's page: GitHub Flavored Markdown, github.github.com/gfm.
import type { Output, Report } from '../model/report.ts';
import { compareReach } from '../model/graph.ts';
import { isAtLeast, isOpen, plural } from './counts.ts';
import { printable } from './printable.ts';

export const markdown: Output = {
  id: 'markdown',
  help: 'a summary in Markdown, for pull requests',
  *write(report, { show, exitCode }) {
    yield `## Plimsoll: ${report.verdict.pass ? (report.verdict.complete ? 'passes' : 'incomplete') : 'over the load line'}\n\n`;
    yield* workloadRows(report);
    const open = report.findings.filter(isOpen).filter(({ severity }) => isAtLeast(severity, show));
    if (open.length > 0) yield `\n| severity | what | where |\n|---|---|---|\n`;
    for (const { severity, what, at } of open.slice(0, 100)) {
      const [place] = at;
      yield `| ${severity} | ${cell(what)} | ${place === undefined ? '' : cell(`${place.path}${place.line === undefined ? '' : `:${place.line}`}`)} |\n`;
    }
    if (open.length > 100) yield `\nand ${plural(open.length - 100, 'more finding')}\n`;
    for (const { code, why } of report.verdict.reasons)
      yield `\n${code === 'incomplete' ? 'Incomplete' : 'Fails'}: ${cell(why)}\n`;
    yield `\nExit code ${exitCode}\n`;
  },
};

function* workloadRows({ workloads, reach, loadLine }: Report): Iterable<string> {
  if (reach.length === 0) return;
  yield `| workload | reaches | load line: ${loadLine} |\n|---|---|---|\n`;
  for (const [index, { name }] of workloads.entries()) {
    const level = reach[index]?.level;
    if (level !== undefined)
      yield `| ${cell(name)} | ${level} | ${compareReach(level, loadLine) > 0 ? '**over**' : 'within'} |\n`;
  }
}
/** Names come from hostile files: no markup of theirs is markup here. */
function cell(text: string): string {
  return printable(text).replaceAll(/[\\`*_{}[\]<>()#+!|~&-]/gu, String.raw`\$&`);
}
