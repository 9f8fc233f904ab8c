import { describe, expect, it } from 'vitest';
import { semanticsOf, typedCodeAt } from '../../../server/src/core/model';
import { analysed } from '../../support/features';
import { inbound } from '../../support/findings';

function bodyOf(code: string) {
  const text = inbound(`<set-body>@(${code})</set-body>`);
  const analysis = analysed(text);
  const [region] = analysis.expressions;
  if (region === undefined) throw new Error('There is no expression.');
  return { analysis, region, end: text.indexOf(')</set-body>') };
}

describe('the meaning of an expression', () => {
  it('is known, and found out for the code before a cursor', () => {
    const { analysis, region, end } = bodyOf('context.RequestId');
    expect(semanticsOf(analysis, region)?.problems).toEqual([]);
    expect(typedCodeAt(analysis, end)?.code).toBe('context.RequestId');
  });

  it('is not asked for where there is more code than anybody writes', () => {
    const { analysis, region, end } = bodyOf(`context.RequestId${' + context.Nothing'.repeat(4000)}`);
    expect(semanticsOf(analysis, region)).toBeUndefined();
    expect(typedCodeAt(analysis, end)).toBeUndefined();
    // What stands before the cursor may be short all the same.
    expect(typedCodeAt(analysis, region.toDocument('context.'.length))?.code).toBe('context.');
  });
});
