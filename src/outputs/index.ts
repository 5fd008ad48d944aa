// Every way a report can be written.
import type { Output } from '../model/report.ts';
import { json } from './json.ts';
import { markdown } from './markdown.ts';
import { sarif } from './sarif.ts';
import { table } from './table.ts';

export const outputs: readonly Output[] = [table, json, markdown, sarif];
