// One finding as a SARIF result, and places as artifact locations.
import { rankClasses, type Ranking } from '../model/finding-rank.ts';
import type { Finding } from '../model/finding.ts';
import type { Location } from '../model/location.ts';
import { levels, scoreOf } from './sarif-rules.ts';

const mostLocations = 10;

interface Placed {
  readonly id: string;
  readonly index: number | undefined;
  /** Name of the image that it is in. */
  readonly image: string | undefined;
  readonly ranking: Ranking;
}

export function toResult(finding: Finding, { id, index, image, ranking }: Placed): object {
  const { severity, what, todo, suppressed, advisory } = finding;
  const reach = ranking.levelOf(finding);
  return {
    ruleId: id,
    ruleIndex: index,
    level: levels[severity],
    rank: rankOf(ranking.classOf(finding)),
    message: { text: `${what}\n${todo}` },
    locations: finding.at.slice(0, mostLocations).map((at) => toLocation(at, finding, image)),
    partialFingerprints: { 'plimsoll/v1': finding.id },
    ...(suppressed && {
      suppressions: [
        { kind: 'external', status: 'accepted', justification: `${suppressed.reason} (${suppressed.by})` },
      ],
    }),
    properties: {
      layer: finding.layer,
      severity,
      'security-severity': scoreOf(severity, advisory?.score),
      ...(advisory && { knownExploited: advisory.kev }),
      ...(advisory?.fixed !== undefined && { fixedIn: advisory.fixed }),
      ...(finding.package && { purl: finding.package.purl }),
      ...(image !== undefined && { image }),
      ...(reach !== undefined && { reach }),
    },
  };
}

/** 100 is what to look at first, 0 what comes last: §3.27.25. */
function rankOf(place: number): number {
  return Math.round((1 - place / (rankClasses - 1)) * 1000) / 10;
}
function toLocation(at: Location, { subject }: Finding, image: string | undefined): object {
  const inside = [image === undefined ? '' : `image ${image}`, at.layer === undefined ? '' : `layer ${at.layer}`];
  const text = inside.filter((part) => part !== '').join(', ');
  return {
    physicalLocation: toPhysical(at),
    logicalLocations: [{ fullyQualifiedName: subject.name, kind: subject.kind }],
    ...(text !== '' && { message: { text } }),
  };
}
export function toPhysical({ path, line, column }: Location): object {
  return {
    artifactLocation: { uri: toUri(path) },
    // Code hosts drop results without a region.
    region: { startLine: line ?? 1, ...(column !== undefined && { startColumn: column }) },
  };
}
/** A relative reference; a file URI for paths from the root of this machine. */
function toUri(path: string): string {
  const encoded = path.toWellFormed().split('/').map(encodeURIComponent).join('/');
  return path.startsWith('/') ? `file://${encoded}` : encoded;
}
