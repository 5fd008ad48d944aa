// `npm run docs`: docs/checks.md and docs/errors.md from the tables that the program itself uses; a test holds them current.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { checksPage, errorsPage } from './pages.ts';

const docs = path.join(import.meta.dirname, '..', 'docs');
writeFileSync(path.join(docs, 'checks.md'), checksPage());
writeFileSync(path.join(docs, 'errors.md'), errorsPage());
