// Lays a tree out on disk for tests of places.
import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Planted } from './source-contract.ts';

export function plant(root: string, members: readonly Planted[]): void {
  mkdirSync(root, { recursive: true });
  for (const member of members) {
    const place = path.join(root, member.path);
    mkdirSync(path.dirname(place), { recursive: true });
    if ('text' in member) writeFileSync(place, member.text);
    else if ('link' in member) symlinkSync(member.link, place);
    else if (member.is === 'folder') mkdirSync(place, { recursive: true });
    else execFileSync('mkfifo', [place]);
  }
}
