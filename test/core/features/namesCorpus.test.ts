/** What is answered about names and calls in the expressions of real policies, where some are at hand. */
import { describe, expect, it } from 'vitest';
import { allNodes, type CodeNode, type Expression, rootsOf } from '../../../server/src/core/expression';
import { hover } from '../../../server/src/core/features/hover';
import { rename } from '../../../server/src/core/features/rename';
import { signatureHelp } from '../../../server/src/core/features/signatureHelp';
import { type Analysis, isCompiled, type MeantCode, semanticsOf } from '../../../server/src/core/model';
import { analysed } from '../../support/features';
import { corpus } from '../../support/shared';

type Invocation = Extract<Expression, { readonly kind: 'invocation' }>;

const entries = corpus();

describe.runIf(entries.length > 0)('names in real policies', () => {
  const codes = everyCode();

  it('are all explained', () => {
    const silent = codes.flatMap(({ analysis, region, model }) =>
      model.uses.filter(({ span }) => hover(analysis, region.toDocument(span.start)) === undefined),
    );
    expect(silent).toEqual([]);
  });

  it('are renamed wherever the code declares them', () => {
    let declared = 0;
    const refused: string[] = [];
    for (const { analysis, region, model } of codes)
      for (const { span, symbol, isDeclaration } of model.uses) {
        if (!isDeclaration || symbol.kind === 'element') continue;
        declared++;
        const renaming = rename(analysis, region.toDocument(span.start), 'nobodysName');
        if (renaming.kind === 'refused')
          refused.push(`${region.code.slice(span.start, span.end)}: ${renaming.why}`);
      }
    expect(refused).toEqual([]);
    expect(declared).toBeGreaterThan(0);
  });

  it('show the overload that is called, in every call of a method', () => {
    let calls = 0;
    const wrong: string[] = [];
    for (const { analysis, region, model } of codes)
      for (const node of allNodes(rootsOf(model))) {
        if (!isInvocation(node)) continue;
        const symbol = model.meaningOf(node)?.symbol;
        if (symbol?.kind !== 'method') continue;
        calls++;
        const bracket = node.argumentsSpan.start;
        const help = signatureHelp(analysis, region.toDocument(bracket + 1));
        const label = help?.signatures[help.active]?.label ?? '';
        const names = symbol.parameters.slice(symbol.isExtension ? 1 : 0).map(({ name }) => name);
        if (!names.every((name) => label.includes(` ${name}`)))
          wrong.push(`${region.code.slice(Math.max(0, bracket - 40), bracket + 20)}: ${label}`);
      }
    // Where a string lacks its end, what is called depends on where the reader takes it to end.
    expect(wrong.length / calls, wrong.join('\n')).toBeLessThan(0.005);
  });
});

interface RealCode extends Pick<MeantCode, 'region' | 'model'> {
  readonly analysis: Analysis;
}

/** Equal code once. */
function everyCode(): readonly RealCode[] {
  const seen = new Set<string>();
  return entries.flatMap(({ text }) => {
    const analysis = analysed(text);
    return analysis.expressions.flatMap((region): readonly RealCode[] => {
      if (seen.has(region.code) || !isCompiled(analysis, region)) return [];
      seen.add(region.code);
      const model = semanticsOf(analysis, region);
      return model ? [{ analysis, region, model }] : [];
    });
  });
}

function isInvocation(node: CodeNode): node is Invocation {
  return node.kind === 'invocation';
}
