// A value never travels without where it came from, and what is not known is not guessed.
import type { Location } from './location.ts';

/** Who runs the container, and so whose defaults hold. */
export type Engine = 'docker' | 'podman' | 'kubernetes' | 'ecs';
/** Engines that one host has to itself: nothing but the command line or file says what of the host is handed in. */
export function isHostEngine(engine: Engine): engine is 'docker' | 'podman' {
  return engine === 'docker' || engine === 'podman';
}

/** `via` lists what handed the value on: extends, anchors, `.env`, merges, an image's own configuration. */
export type Origin =
  | { readonly kind: 'declared'; readonly at: Location; readonly via: readonly Location[] }
  | { readonly kind: 'default'; readonly engine: Engine }
  | { readonly kind: 'observed'; readonly at: Location };

export interface Known<T> {
  readonly value: T;
  readonly from: Origin;
}
/** `could` lists the values it may have; empty when nothing is known about it. */
export interface Unseen<T> {
  readonly unknown: true;
  readonly why: string;
  readonly could: readonly T[];
  readonly at?: Location;
}
export type Field<T> = Known<T> | Unseen<T>;

export function isKnown<T>(field: Field<T> | undefined): field is Known<T> {
  return field !== undefined && 'from' in field;
}
export function declared<T>(value: T, at: Location, via: readonly Location[] = []): Known<T> {
  return { value, from: { kind: 'declared', at, via } };
}
export function byDefault<T>(value: T, engine: Engine): Known<T> {
  return { value, from: { kind: 'default', engine } };
}
export function unseen<T>(why: string, at?: Location, could: readonly T[] = []): Unseen<T> {
  return at === undefined ? { unknown: true, why, could } : { unknown: true, why, could, at };
}
/** The value when it is known, else undefined. */
export function valueOf<T>(field: Field<T> | undefined): T | undefined {
  return isKnown(field) ? field.value : undefined;
}
/** Where the field is written, when it is written anywhere. */
export function locationOf(field: Field<unknown>): Location | undefined {
  if (!isKnown(field)) return field.at;
  return field.from.kind === 'default' ? undefined : field.from.at;
}

/** Names the field that a judgement rests on; a `secret` one's value is never shown. */
export interface FieldRef {
  readonly name: string;
  readonly field: Field<unknown>;
  readonly container?: string;
  readonly secret?: true;
}
