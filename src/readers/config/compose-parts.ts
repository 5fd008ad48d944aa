// The words for a Compose project while it is loaded.
import type { Location } from '../../model/location.ts';
import type { Neighbours, ProjectLayer } from './compose-files.ts';
import type { Scope } from './compose-variables.ts';
import type { Value } from './config-value.ts';

export const sections = ['services', 'jobs', 'networks', 'volumes', 'secrets', 'configs'] as const;
export type Section = (typeof sections)[number];
/** One definition: later layers lie on top. */
export interface Part {
  readonly layers: readonly Value[];
  /** Where it is defined first. */
  readonly first: ProjectLayer;
  readonly at: Location;
  /** What the service is still to be based on. */
  readonly extended?: Value;
}
export type Parts = Map<string, Part>;
export type Model = ReadonlyMap<Section, Parts>;

/** Services that a name may mean. */
export interface ServiceSource {
  readonly document: ProjectLayer;
  readonly services: Parts;
}
/** What loading a project's files goes by. */
export interface Loading extends Scope {
  readonly files: Neighbours;
  /** Files that others are based on, by path. */
  readonly sources: Map<string, ServiceSource>;
  /** What was included before, by all that decides what it is. */
  readonly included: Map<string, Model>;
  /** Files that lead here. */
  readonly trail: readonly string[];
  load(documents: readonly ProjectLayer[], loading: Loading): Promise<Model>;
}
