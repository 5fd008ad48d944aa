// Accuses a role of rules for every resource that write.
import type { Message } from '../../model/check.ts';
import type { World } from '../../model/facts.ts';
import type { Role } from '../../model/rbac-index.ts';
import type { Severity } from '../../model/severity.ts';
import { isSparedRole, ruleRef, sayWho, writesAll } from './power-rule.ts';
import { extentOf, isSystemWide, listed, sayWhere } from './role-extent.ts';

export interface WildcardRule {
  /** Which of the roles it is for: those that hold everywhere, or those that hold in namespaces. */
  readonly everywhere: boolean;
  readonly severity: Severity;
}
export function* accuseWildcards(role: Role, world: World, { everywhere, severity }: WildcardRule): Iterable<Message> {
  if (isSparedRole(role, world)) return;
  const extent = extentOf(role, world);
  if (extent.everywhere !== everywhere) return;
  const rules = role.rules.filter(writesAll);
  if (rules.length > 0) {
    const verbs = listed([...new Set(rules.flatMap((rule) => rule.verbs))]);
    const what = verbs === '*' ? 'do everything' : `${verbs} everything`;
    yield {
      key: 'rules',
      what: `${sayWho(extent)} ${what} ${sayWhere(extent)}`,
      severity: isSystemWide(extent) ? 'critical' : severity,
      fields: rules.map(ruleRef),
    };
    return;
  }
  const urls = everywhere ? role.rules.filter(({ nonResourceUrls }) => nonResourceUrls.includes('*')) : [];
  if (urls.length === 0) return;
  // Metrics, profiles and logs of the API server, and no object.
  yield {
    key: 'urls',
    what: `${sayWho(extent)} ask for every path of the API server`,
    severity: 'medium',
    fields: urls.map(ruleRef),
  };
}
