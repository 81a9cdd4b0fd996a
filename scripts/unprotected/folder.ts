/** Where everything of a run without protection is written: the ordinary reports stay. */
import path from 'node:path';
import { ROOT } from '../lib/child.ts';

export const UNPROTECTED_FOLDER = path.join(ROOT, 'reports/out/unprotected');
