// `npm run docs`: docs/checks.md, docs/errors.md and data/edge-words.json from the tables that the program itself uses; a test holds them current.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { edgeWordsText } from './edge-words.ts';
import { checksPage, errorsPage } from './pages.ts';

const docs = path.join(import.meta.dirname, '..', 'docs');
writeFileSync(path.join(docs, 'checks.md'), checksPage());
writeFileSync(path.join(docs, 'errors.md'), errorsPage());
writeFileSync(path.join(docs, '..', 'data', 'edge-words.json'), await edgeWordsText());
