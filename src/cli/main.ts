// argv to a command; each command's own code is loaded only when it runs.
import { Command, CommanderError, Option } from 'commander';
import { reachLevels } from '../model/graph.ts';
import { severities } from '../model/severity.ts';
import { addTargetOptions, collect } from './target-options.ts';
import { exitWith, isTerminal, writeAll, writeError } from './terminal.ts';
import { version } from './version.ts';

const parts = ['packages', 'vulns', 'config', 'reach'];

/** What commander adds in a line of its own. */
const suggestion = /\n(?=\(Did you mean )/u;

const program = new Command('plimsoll')
  .description(
    'What could an attacker exploit in your containers, how far could they get, and what is the smallest change that stops it?',
  )
  .version(version, '-V, --version')
  .showHelpAfterError('(plimsoll --help shows what there is)')
  .configureOutput({
    writeOut: (text) => writeAll(1, text),
    writeErr: (text) => writeAll(2, text),
    outputError: (text) => text.trimEnd().split(suggestion).forEach(writeError),
    getOutHelpWidth: () => (isTerminal(1) ? process.stdout.columns : 80),
    getErrHelpWidth: () => (isTerminal(2) ? process.stderr.columns : 80),
    getOutHasColors: () => false,
    getErrHasColors: () => false,
  })
  .exitOverride();

const scan = program
  .command('scan')
  .summary('judge images, folders, files and root filesystems')
  .description('Reads the targets, says how far an intruder gets in each workload and what is exploitable there now.')
  .argument(
    '<target...>',
    'image archive, OCI layout, root filesystem, folder, file, a command line such as docker run …, or - for standard input',
  )
  .option('-f, --format <format>', 'table, json, markdown or sarif', 'table')
  .option('-o, --output <file>', 'write the report there instead of standard output')
  .addOption(
    new Option('--show <severity>', 'list findings from this severity on').choices([...severities]).default('high'),
  )
  .option('--all', 'list every finding (same as --show info)')
  .option('--only <parts>', `run only these parts: ${parts.join(', ')}`, toList)
  .option('--compliance <standard>', 'the list of a standard with what holds: cis-docker, pss-restricted …')
  .option('--complete', 'the files given are all there is: what is absent in them does not exist')
  .option('--pack <packs>', 'opt-in rules that run too: reliability, hygiene', toList)
  .option('--trusted-registry <host>', 'accuse images from anywhere else: HOST[/PATH] or *.HOST (repeatable)', collect)
  .addOption(
    new Option('--load-line <level>', 'the farthest a workload may reach')
      .choices([...reachLevels])
      .default('neighbours'),
  )
  .addOption(new Option('--fail-on <severity>', 'also fail when a finding is this bad').choices([...severities]))
  .option('--ignore-unfixed', 'vulnerabilities without a fix do not fail the scan')
  .option('--ignore-file <file>', 'accepted findings (default: .plimsoll-ignore.yaml of the folder)')
  .option('--diff', 'print the fixes as a patch that git apply takes')
  .option('--fix', 'write the fixes into the files')
  .addOption(
    new Option('--fixes <which>', 'the smallest change, or every fix there is').choices(['cut', 'all']).default('cut'),
  )
  .addHelpText(
    'after',
    `
Examples:
  plimsoll scan .                               Dockerfiles, Compose and Kubernetes files below here
  plimsoll scan compose.yaml deploy/ Dockerfile several targets, one answer
  plimsoll scan charts/shop --helm-values a.yaml a chart, rendered by helm with these values
  plimsoll scan image.tar                       an image of docker save
  docker save app:1 | plimsoll scan -           the same through a pipe
  plimsoll scan oci:layout --platform linux/arm64
  plimsoll scan / --only packages,vulns         this machine's packages
  plimsoll scan -- docker run -v /:/host alpine what this command would start
  docker inspect web | plimsoll scan -          a container that is there
  plimsoll scan . --diff | git apply            the smallest change that brings it within the line
  plimsoll scan . --format sarif -o report.sarif

Exit codes: 0 passes, 1 over the load line or the policy, 2 wrong use or unreadable target, 3 incomplete.`,
  )
  .action(async (targets: string[], options: Record<string, unknown>) => {
    const { scanCommand } = await import('./scan-command.ts');
    exitWith(await scanCommand(targets, options));
  });

addTargetOptions(scan);

const reach = program
  .command('reach')
  .summary('how far an intruder gets, by which steps, and what stops it')
  .description(
    'Scans, and shows where an intruder could get in, how far they get from there, and the smallest change that stops it. Answers questions about the graph behind that.',
  )
  .argument('<target...>', 'what scan takes')
  .action(async (targets: string[], options: Record<string, unknown>) => {
    const { reachCommand } = await import('./reach-command.ts');
    exitWith(await reachCommand(targets, options));
  });

const db = program
  .command('db')
  .summary('the local advisory database')
  .description('Downloads advisory data, and says what is there.');
db.command('update')
  .description('Downloads advisories (OSV), known exploitation (CISA KEV) and its probability (EPSS).')
  .option('--mirror <url>', 'fetch from URL/<host>/<path> instead of https://<host>/<path>')
  .option('--ecosystem <name...>', 'only these, such as Debian Alpine npm')
  .option('--all', 'every ecosystem that is offered')
  .option('--db <file>', 'the database to write')
  .addHelpText(
    'after',
    `
Examples:
  plimsoll db update                      the ecosystems of your last scans
  plimsoll db update --ecosystem Debian npm
  plimsoll db update --mirror http://mirror.internal:8080 --all`,
  )
  .action(async (options: Record<string, unknown>) => {
    const { updateCommand } = await import('./db-command.ts');
    exitWith(await updateCommand(options));
  });
db.command('status')
  .description('Says which advisory data is there and how old it is.')
  .option('--db <file>', 'the database to look at')
  .action(async (options: Record<string, unknown>) => {
    const { statusCommand } = await import('./db-command.ts');
    exitWith(await statusCommand(options));
  });

program
  .command('explain')
  .summary('what a rule, an edge or an advisory means')
  .description(
    'Explains a rule of ours, a rule of another tool that has a counterpart, a step of a reach chain, or an advisory.',
  )
  .argument('<id>', 'wl-privileged, DL3002, KSV-0017, engine-socket, CVE-2021-23337 …')
  .option('--db <file>', 'advisory database to use')
  .action(async (id: string, options: Record<string, unknown>) => {
    const { explainCommand } = await import('./explain-command.ts');
    exitWith(await explainCommand(id, options));
  });

function toList(text: string): string[] {
  return text.split(',').map((part) => part.trim());
}

// Not a top-level await: the bundle is CommonJS.
async function main(): Promise<void> {
  try {
    // Its options are many, and nobody else needs them.
    if (process.argv.includes('reach')) {
      (await import('./reach-options.ts')).addReachOptions(reach, { parts, toList });
      addTargetOptions(reach);
    }
    await program.parseAsync();
    // All is written: to tear down a heap that nobody needs any more takes milliseconds.
    process.exit();
  } catch (error) {
    if (error instanceof CommanderError) return exitWith(error.exitCode === 0 ? 0 : 2);
    const said = error instanceof Error ? error.message : String(error);
    writeError(`plimsoll: stopped on a mistake of its own: ${said}; please report it`);
    if (process.env['PLIMSOLL_DEBUG'] !== undefined) throw error;
    exitWith(2);
  }
}
void main();
