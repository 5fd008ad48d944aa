// SARIF 2.1.0 for code hosts and editors: docs.oasis-open.org/sarif/sarif/v2.1.0.
import { toRanking } from '../model/finding-rank.ts';
import type { Finding } from '../model/finding.ts';
import type { Output, OutputOptions, Report } from '../model/report.ts';
import type { Unknown } from '../model/unknown.ts';
import { toPhysical, toResult } from './sarif-result.ts';
import { rulesOf } from './sarif-rules.ts';

/** More than code hosts take in one run. */
const mostNotifications = 1000;

export const sarif: Output = {
  id: 'sarif',
  catalogue: true,
  help: 'SARIF 2.1.0, for code hosts and editors',
  *write(report, options) {
    yield `${JSON.stringify(toDocument(report, options), undefined, 2)}\n`;
  },
};

function toDocument(report: Report, { rules, exitCode }: OutputOptions): object {
  const { descriptors, idOf } = rulesOf(report.findings, rules);
  const indexOf = new Map(descriptors.map(({ id }, index) => [id, index]));
  const imageOf = toImageOf(report);
  const ranking = toRanking(report.reach);
  return {
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'Plimsoll', semanticVersion: semantic(report.tool.version), rules: descriptors } },
        automationDetails: { id: 'plimsoll/' },
        columnKind: 'unicodeCodePoints',
        invocations: [toInvocation(report, exitCode)],
        ...(report.images.length > 0 && { artifacts: report.images.map(toArtifact) }),
        results: report.findings.map((finding) => {
          const id = idOf(finding);
          return toResult(finding, { id, index: indexOf.get(id), image: imageOf(finding), ranking });
        }),
      },
    ],
  };
}
function semantic(version: string): string {
  return /^\d+\.\d+\.\d+/u.test(version) ? version : '0.0.0';
}

/** The image that a finding is in, by a name for people. */
function toImageOf({ images, packages }: Report): (finding: Finding) => string | undefined {
  const names = new Map(images.map((image) => [image.scope, imageName(image)]));
  const scopes = new Map<string, string>(packages.map(({ id, scope }) => [id, scope]));
  for (const { fact, scope } of images) if (fact !== undefined) scopes.set(fact.id, scope);
  return ({ subject }) => names.get(scopes.get(subject.id) ?? '');
}
function imageName({ description: { ref, id, platform } }: Report['images'][number]): string {
  return `${ref ?? id} (${platform})`;
}
function toArtifact(image: Report['images'][number]): object {
  const [algorithm = '', hex = ''] = image.description.id.split(':');
  return {
    description: { text: `image ${imageName(image)}${image.os === undefined ? '' : `, ${image.os.name}`}` },
    roles: ['analysisTarget'],
    hashes: { [algorithm === 'sha512' ? 'sha-512' : 'sha-256']: hex },
  };
}

function toInvocation({ unknowns, verdict }: Report, exitCode: number): object {
  return {
    executionSuccessful: true,
    exitCode,
    exitCodeDescription: verdict.pass ? (verdict.complete ? 'passes' : 'incomplete') : 'fails',
    toolExecutionNotifications: unknowns.slice(0, mostNotifications).map(toNotification),
  };
}
function toNotification({ code, why, at, incomplete }: Unknown): object {
  return {
    level: incomplete ? 'warning' : 'note',
    descriptor: { id: code },
    message: { text: why },
    ...(at && { locations: [{ physicalLocation: toPhysical(at) }] }),
  };
}
