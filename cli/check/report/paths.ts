/** Paths as code hosts want them: relative to the repository, with forward slashes. */
import { relative, sep } from 'node:path';
import type { CheckedFile } from '../types';

/** Relative to the working folder where the file is inside of it, else as it was named. */
export function repositoryPath({ path, name }: Pick<CheckedFile, 'path' | 'name'>, cwd: string): string {
  const inside = relative(cwd, path).split(sep).join('/');
  return inside === '' || inside.startsWith('../') || /^(?:[A-Za-z]:)?\//.test(inside) ? name : inside;
}
