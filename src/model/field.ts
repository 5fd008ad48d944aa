// A value never travels without where it came from, and what is not known is not guessed.
import type { Location } from './location.ts';

/** Who runs the container, and so whose defaults hold. */
export type Engine = 'docker' | 'podman' | 'kubernetes' | 'ecs';
/** Engines that one host has to itself: nothing but the command line or file says what of the host is handed in. */
export function isHostEngine(engine: Engine): engine is 'docker' | 'podman' {
  return engine === 'docker' || engine === 'podman';
}

/**
 * A value and where it is from. `via` lists what handed it on: extends, anchors, `.env`, merges, an image's own
 * configuration. One object, since a cluster has millions of them.
 */
export type Known<T> =
  | { readonly value: T; readonly from: 'declared'; readonly at: Location; readonly via: readonly Location[] }
  | { readonly value: T; readonly from: 'default'; readonly engine: Engine }
  | { readonly value: T; readonly from: 'observed'; readonly at: Location };
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
const directly: readonly Location[] = [];
export function declared<T>(value: T, at: Location, via: readonly Location[] = directly): Known<T> {
  return { value, from: 'declared', at, via };
}
export function observed<T>(value: T, at: Location): Known<T> {
  return { value, from: 'observed', at };
}
export function byDefault<T>(value: T, engine: Engine): Known<T> {
  return { value, from: 'default', engine };
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
  return isKnown(field) && field.from === 'default' ? undefined : field.at;
}

/** Names the field that a judgement rests on; a `secret` one's value is never shown. */
export interface FieldRef {
  readonly name: string;
  readonly field: Field<unknown>;
  readonly container?: string;
  readonly secret?: true;
}
