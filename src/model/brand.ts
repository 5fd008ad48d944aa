// Strings that must not be mixed up. Each is made only by the function beside its type.

declare const brand: unique symbol;
/** A string of one meaning: assignable to string, never from a bare string. */
export type Brand<Name extends string> = string & { readonly [brand]: Name };

/** `algorithm:hex`, as in the OCI image specification, "Digests". */
export type Digest = Brand<'digest'>;
const digestPattern = /^(?:sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128})$/;
/** The digest, or undefined when the text is not one that we can verify. */
export function parseDigest(text: string): Digest | undefined {
  return digestPattern.test(text) ? (text as Digest) : undefined;
}

/** A rule's name: kebab-case, the same for every input format. */
export type RuleId = Brand<'rule'>;
const rulePattern = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/;
export function toRuleId(text: string): RuleId {
  if (!rulePattern.test(text)) throw new Error(`not a rule id: ${text}`);
  return text as RuleId;
}

/** Names one fact within one run: `kind:scope:key`. Made by `scan/`, which knows the scope. */
export type FactId = Brand<'fact'>;
export function toFactId(kind: string, scope: string, key: string): FactId {
  return `${kind}:${scope}:${key}` as FactId;
}

/** Names one finding across runs: 16 hex digits of a hash over what the finding is about. */
export type FindingId = Brand<'finding'>;
const findingPattern = /^[0-9a-f]{16}$/;
export function toFindingId(hex: string): FindingId {
  if (!findingPattern.test(hex)) throw new Error(`not a finding id: ${hex}`);
  return hex as FindingId;
}
