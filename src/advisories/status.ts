// Which feeds a database holds, and one digest over them all.
import { createHash } from 'node:crypto';
import type { FeedState } from '../model/advisory.ts';
import { damaged, openDatabase } from './database.ts';
import { readStates, type StoredFeed } from './store.ts';

export interface DatabaseStatus {
  readonly digest: string;
  readonly feeds: readonly FeedState[];
}

/** Undefined when there is no database; throws AppError `database-unusable`. */
export async function databaseStatus(file: string): Promise<DatabaseStatus | undefined> {
  const database = await openDatabase(file);
  if (database === undefined) return undefined;
  try {
    const states = readStates(database);
    return { digest: digestOf(states), feeds: states.map(toFeedState) };
  } catch (error) {
    throw damaged(file, error);
  } finally {
    database.close();
  }
}

export function toFeedState({ id, date, records, fetched }: StoredFeed): FeedState {
  return { id, date, records, fetched };
}
/** The same for the same bytes, whenever and from wherever they were fetched. */
export function digestOf(feeds: readonly Pick<StoredFeed, 'id' | 'digest'>[]): string {
  const lines = feeds.map(({ id, digest }) => `${id} ${digest}\n`).sort();
  return `sha256:${createHash('sha256').update(lines.join('')).digest('hex')}`;
}
