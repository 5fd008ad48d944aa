// What a judgement looks like; the judgements themselves are one file each under `checks/`.
import type { RuleId } from './brand.ts';
import type { Fix } from './edit.ts';
import type { FactKind, JudgedOf, World } from './facts.ts';
import type { FieldRef } from './field.ts';
import type { Layer, Severity } from './severity.ts';
import type { Format } from './workload.ts';

/** `text` is a whole file of that format (for `image`, an OCI configuration as JSON); run as a test. */
export interface Example {
  readonly format: Format;
  readonly text: string;
  /** What lies beside it, by path. */
  readonly files?: Readonly<Record<string, string>>;
  /** These files are all there is, so that what is absent counts as absent. */
  readonly complete?: true;
  /** Registries that are trusted, and no others. */
  readonly trusted?: readonly string[];
  /** Other rules that this text unavoidably triggers; anything else fails the test. */
  readonly also?: readonly string[];
}
/** Tells several messages of one check on one fact apart, across line moves. */
export interface Message {
  readonly key: string;
  /** One clause of evidence: what was seen. Never a secret value. */
  readonly what: string;
  readonly severity?: Severity;
  readonly fields: readonly FieldRef[];
  readonly fix?: Fix;
}
export const packs = ['reliability', 'hygiene'] as const;
export type Pack = (typeof packs)[number];

export interface Check<K extends FactKind = FactKind> {
  readonly id: RuleId;
  readonly title: string;
  readonly severity: Severity;
  readonly layer: Layer;
  readonly on: K;
  /** What an attacker gains by it, in one or two sentences. */
  readonly why: string;
  readonly todo: string;
  /** Standards and peers' ids, such as `CISD 5.5`, `PSS-B:privileged`, `KSV-0017`, `DL3002`. */
  readonly refs: readonly string[];
  /** Version of the rule set that brought it. */
  readonly since: string;
  /** Runs only when asked for: what no attacker could use. */
  readonly pack?: Pack;
  readonly examples: { readonly bad: readonly Example[]; readonly good: readonly Example[] };
  /** May look at everything, may accuse only its own fact. */
  run(fact: JudgedOf<K>, world: World): Iterable<Message>;
}

/** Any check, told apart by the kind of fact it is for. */
export type AnyCheck = { readonly [K in FactKind]: Check<K> }[FactKind];
