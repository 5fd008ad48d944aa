// `plimsoll reach`: a scan, a question about its graph, the answer as text or as a picture.
import { AppError } from '../model/errors.ts';
import { severities } from '../model/severity.ts';
import { reachOutputs } from '../outputs/reach.ts';
import { exitCodeOf } from '../policy/verdict.ts';
import { answerReach, type Question } from '../scan/reach-question.ts';
import { list, shownAs, text, withScan, writeWhereAsked, type Options } from './scan-command.ts';

/** Exit codes are those of a scan. */
export async function reachCommand(targets: readonly string[], options: Options): Promise<number> {
  const only = Array.isArray(options['only']) ? { only: [...list(options, 'only'), 'reach'] } : {};
  return withScan(targets, { options: { ...options, ...only } }, async ({ report }) => {
    const format = text(options, 'format') ?? 'table';
    const output = reachOutputs.get(format);
    if (output === undefined)
      throw new AppError('bad-option', `--format ${format}: there is ${[...reachOutputs.keys()].join(', ')}`);
    const failOn = severities.find((severity) => severity === options['failOn']);
    const answer = answerReach(report, toQuestion(options), {
      ignoreUnfixed: options['ignoreUnfixed'] === true,
      ...(failOn && { failOn }),
    });
    const exitCode = exitCodeOf(answer.report.verdict);
    writeWhereAsked(output.write(answer, { ...shownAs(options), all: options['all'] === true, exitCode }), options);
    return exitCode;
  });
}
function toQuestion(options: Options): Question {
  const to = text(options, 'to');
  const from = text(options, 'from');
  const edits = list(options, 'without');
  if (edits.length > 0 && (to !== undefined || from !== undefined))
    throw new AppError('bad-option', '--without is another question than --to and --from: ask one at a time');
  if (to !== undefined && from !== undefined) return { kind: 'between', from, to };
  if (to !== undefined) return { kind: 'to', name: to };
  if (from !== undefined) return { kind: 'from', name: from };
  return edits.length > 0 ? { kind: 'without', edits } : { kind: 'all' };
}
