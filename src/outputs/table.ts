// The report for people: how far an intruder gets and what is exploitable, with the load line drawn between;
// then why, then the smallest change, then the rest.
import type { Output } from '../model/report.ts';
import { toPage } from './page.ts';
import { changeLines } from './table-change.ts';
import { complianceLines } from './table-compliance.ts';
import { findingLines } from './table-findings.ts';
import { closingLines, headerLines } from './table-frame.ts';
import { possibleLines, reasonLines } from './table-reasons.ts';
import { unknownLines } from './table-unknowns.ts';
import { workloadLines } from './table-workloads.ts';

const sections = [
  headerLines,
  workloadLines,
  reasonLines,
  changeLines,
  possibleLines,
  complianceLines,
  findingLines,
  unknownLines,
  closingLines,
];

export const table: Output = {
  id: 'table',
  help: 'made to be read (default)',
  *write(report, options) {
    const page = toPage(report, options);
    let isFirst = true;
    for (const section of sections) {
      const lines = section(page);
      if (lines.length === 0) continue;
      if (!isFirst) yield '\n';
      isFirst = false;
      yield lines.map((line) => `${line.trimEnd()}\n`).join('');
    }
  },
};
