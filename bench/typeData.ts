/** What the facts about types cost: a process that has done nothing else reads them, and asks the first question. */
import { spawnSync } from 'node:child_process';
import expressionTypes from 'virtual:expression-types';
import { bindExpression, lazyTypeWorld } from '../server/src/core/expression';

/** The argument that makes a process of this program such a one. */
export const typeDataOption = '--type-data';

interface Cost {
  readonly bytes: number;
  /** Milliseconds. */
  readonly read: number;
  /** Milliseconds from there to the meaning of an expression. */
  readonly asked: number;
}

/** Measures in this process, and tells on the standard output. */
export function measureTypeData(): void {
  const start = performance.now();
  const data = expressionTypes();
  const read = performance.now();
  const world = lazyTypeWorld(() => data)();
  bindExpression({ world, code: 'context.Request.Headers.GetValueOrDefault("a", "b")', expected: undefined });
  const end = performance.now();
  const bytes = Buffer.byteLength(JSON.stringify(data));
  console.log(JSON.stringify({ bytes, read: read - start, asked: end - read } satisfies Cost));
}

export function reportTypeData(): void {
  const costs = Array.from({ length: 9 }, () => {
    const { stdout } = spawnSync(process.execPath, [process.argv[1] ?? '', typeDataOption], {
      encoding: 'utf8',
    });
    return JSON.parse(stdout) as Cost;
  });
  const least = (of: (cost: Cost) => number) => Math.min(...costs.map(of)).toFixed(1);
  console.log(
    `Facts about types: ${costs[0]?.bytes} bytes, not read before the first expression is to be understood`,
  );
  console.log(`  read and parsed         ${least(({ read }) => read).padStart(8)} ms`);
  console.log(`  first expression bound  ${least(({ asked }) => asked).padStart(8)} ms`);
}
