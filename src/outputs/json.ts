// The report as an interface that others build on: versioned, described by schema/report-1.json. One record a line:
// a third smaller than indented, and grep, diff and readers of lines meet whole findings.
import type { Output } from '../model/report.ts';
import { toFindingWriter } from './json-finding.ts';
import {
  list,
  member,
  packageKey,
  toComplianceRecord,
  toCutRecord,
  toLeads,
  toImageRecord,
  toPackageRecord,
  toUnknownRecord,
  toWorkloadRecord,
  written,
} from './json-record.ts';

export const json: Output = {
  id: 'json',
  help: 'for other programs; described by schema/report-1.json',
  *write(report, { exitCode }) {
    const { advisories, reach, tool, verdict } = report;
    const workloads = report.workloads.map((workload, index) => ({ workload, reach: reach[index] }));
    const feeds = advisories.feeds.map(({ id, date, records }) => ({ id, date, records }));
    yield '{"schema":"plimsoll-report/1"';
    yield member('tool', { name: tool.name, version: tool.version });
    yield member('ran', report.ran);
    yield* list('targets', report.targets, ({ name, kind, digest, picked }) => ({ name, kind, digest, picked }));
    yield* list('images', report.images, toImageRecord);
    yield member('loadLine', report.loadLine);
    yield* list(
      'workloads',
      sortedBy(workloads, ({ workload }) => workload.id),
      toWorkloadRecord,
    );
    yield* list('packages', sortedBy(report.packages, packageKey), toPackageRecord);
    yield* written('findings', report.findings, toFindingWriter(toLeads(reach)));
    yield member('cut', toCutRecord(report.cut));
    yield* list('unknowns', report.unknowns, toUnknownRecord);
    yield* list('idleIgnores', report.idleIgnores, ({ entry, why }) => ({ entry, why }));
    yield member('advisories', { digest: advisories.digest, feeds: sortedBy(feeds, ({ id }) => id) });
    if (report.compliance !== undefined) yield member('compliance', toComplianceRecord(report.compliance));
    yield member('verdict', {
      pass: verdict.pass,
      complete: verdict.complete,
      exitCode,
      reasons: verdict.reasons.map(({ code, why }) => ({ code, why })),
    });
    yield '}\n';
  },
};

/** By code units: the same on every machine. */
function sortedBy<T>(items: readonly T[], keyOf: (item: T) => string): readonly T[] {
  const keyed = items.map((item) => ({ item, key: keyOf(item) }));
  return keyed.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0)).map(({ item }) => item);
}
