// The report as an interface that others build on: versioned, described by schema/report-1.json. What has no order of
// its own is sorted, so that the same input gives the same bytes.
import type { Compliance } from '../model/compliance.ts';
import type { Finding } from '../model/finding.ts';
import type { Chain, Reach } from '../model/graph.ts';
import type { Output, OutputOptions, Report } from '../model/report.ts';
import type { Location } from '../model/location.ts';
import type { ModelEdit } from '../model/edit.ts';
import type { Workload } from '../model/workload.ts';

export const json: Output = {
  id: 'json',
  help: 'for other programs; described by schema/report-1.json',
  *write(report, options) {
    yield `${JSON.stringify(toDocument(report, options), undefined, 2)}\n`;
  },
};

function toDocument(report: Report, options: Pick<OutputOptions, 'exitCode'>): object {
  const { advisories, cut, verdict } = report;
  return {
    schema: 'plimsoll-report/1',
    tool: { name: report.tool.name, version: report.tool.version },
    ran: report.ran,
    targets: report.targets.map(({ name, kind, digest, picked }) => ({ name, kind, digest, picked })),
    images: report.images.map(toImageDocument),
    loadLine: report.loadLine,
    workloads: sortedBy(
      report.workloads.map((workload, index) => ({ workload, reach: report.reach[index] })),
      ({ workload }) => workload.id,
    ).map(toWorkloadDocument),
    packages: sortedBy(
      report.packages.map(({ type, name, version, purl, state, dev, at }) => ({
        type,
        name,
        version,
        purl,
        state,
        dev,
        at: at.map(toPlace),
      })),
      ({ purl, at }) => `${purl} ${JSON.stringify(at)}`,
    ),
    findings: report.findings.map(toFindingDocument),
    cut: {
      edits: cut.edits.map(({ at, fix, effect }) => ({
        at: at && toPlace(at),
        edit: fix.say,
        effect: effect.map(({ workload, from, to }) => ({ workload, from, to })),
      })),
      cost: cut.edits.length,
      bound: cut.bound,
      left: [...cut.left].sort(),
    },
    unknowns: report.unknowns.map(({ code, why, at, affects, incomplete }) => ({
      code,
      why,
      at: at && toPlace(at),
      affects: [...affects].sort(),
      incomplete,
    })),
    idleIgnores: report.idleIgnores.map(({ entry, why }) => ({ entry, why })),
    advisories: {
      digest: advisories.digest,
      feeds: sortedBy(
        advisories.feeds.map(({ id, date, records }) => ({ id, date, records })),
        ({ id }) => id,
      ),
    },
    compliance: report.compliance && toComplianceDocument(report.compliance),
    verdict: {
      pass: verdict.pass,
      complete: verdict.complete,
      exitCode: options.exitCode,
      reasons: verdict.reasons.map(({ code, why }) => ({ code, why })),
    },
  };
}

function toComplianceDocument({ standard, title, requirements }: Compliance): object {
  return {
    standard,
    title,
    requirements: requirements.map(({ id, title: what, status, findings, violations, why }) => ({
      id,
      title: what,
      status,
      why,
      findings,
      violations: violations.map((violation) => ({ why: violation.why, at: toPlace(violation.at) })),
    })),
  };
}
function toImageDocument({ description, os }: Report['images'][number]): object {
  const { id, ref, platform, layers } = description;
  return {
    id,
    ref,
    platform,
    os: os && { id: os.id, version: os.versionId, name: os.name },
    layers: layers.map(({ digest, diffId, verified, size }) => ({ digest, diffId, verified, size })),
  };
}
function toWorkloadDocument({ workload, reach }: { workload: Workload; reach: Reach | undefined }): object {
  const { id, name, namespace, type, at, containers } = workload;
  return {
    id,
    name,
    namespace,

    kind: type,
    at: at.map(toPlace),
    containers: containers.map((container) => ({
      name: container.name,
      role: container.role,
      image: { ref: container.joint.ref, content: container.joint.content, via: container.joint.via },
    })),
    reach: reach && { level: reach.level, possible: reach.possible, chains: reach.chains.map(toChainDocument) },
  };
}
function toChainDocument({ to, steps, assumes }: Chain): object {
  return {
    to,
    steps: steps.map((step) => ({
      rule: step.rule,
      why: step.why,
      from: step.from,
      to: step.to,
      at: step.at && toPlace(step.at),
    })),
    assumes: assumes.map(({ name, why }) => ({ name, why })),
  };
}

function toFindingDocument(finding: Finding): object {
  const { id, rule, layer, severity, subject, workloads, what, why, todo, evidence, advisory, suppressed, fix } =
    finding;
  const on = finding.package;
  return {
    id,
    rule,
    layer,
    severity,
    subject: { kind: subject.kind, id: subject.id, name: subject.name },
    workloads: [...workloads].sort(),
    what,
    why,
    todo,
    at: finding.at.map(toPlace),
    evidence: evidence.map(({ field, value }) => ({ field, value })),
    package: on && { name: on.name, version: on.version, purl: on.purl },
    advisory: advisory && {
      id: advisory.id,
      aliases: [...advisory.aliases].sort(),
      fixed: advisory.fixed,
      kev: advisory.kev,
      epss: advisory.epss,
      score: advisory.score,
    },
    fix: fix && { say: fix.say, edits: fix.edits.map(toEditDocument) },
    suppressed: suppressed && { by: suppressed.by, reason: suppressed.reason, until: suppressed.until },
  };
}
function toEditDocument(edit: ModelEdit): object {
  return {
    op: edit.op,
    container: edit.target.container,
    field: 'field' in edit ? edit.field : undefined,
    at: 'at' in edit && edit.at !== undefined ? toPlace(edit.at) : undefined,
  };
}
function toPlace({ path, line, column, layer }: Location): object {
  return { path, line, column, layer };
}

/** By code units: the same on every machine. */
function sortedBy<T>(items: readonly T[], keyOf: (item: T) => string): readonly T[] {
  const keyed = items.map((item) => ({ item, key: keyOf(item) }));
  return keyed.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0)).map(({ item }) => item);
}
