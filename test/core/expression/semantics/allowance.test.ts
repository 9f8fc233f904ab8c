import { describe, expect, it } from 'vitest';
import { parseMarks } from '../../../support/markedText';
import { expressionModel } from './bound';

describe('what the service refuses', () => {
  it.each([
    ['System.Globalization.CultureInfo.<|InvariantCulture|>', 'APIM0001'],
    ['DateTime.<|TryParse|>("1", out var d)', 'APIM0002'],
    ['Regex.Matches("a", "b").<|Count|>', 'APIM0001'],
    ['DateTime.Now.DayOfWeek == DayOfWeek.<|Monday|>', 'APIM0001'],
    ['<|System.IO.File|>.ReadAllText("a")', 'APIM0001'],
    ['new <|System.Net.Http.HttpClient|>()', 'APIM0001'],
    ['typeof(string).<|Name|>', 'APIM0001'],
    ['System.Threading.Tasks.Task.<|FromResult|>(1)', 'APIM0001'],
    ['new string[] { }.Select(x => Environment.<|MachineName|>)', 'APIM0001'],
  ])('%s', (marked, codes) => {
    const { text, ranges } = parseMarks(marked);
    const { problems } = expressionModel(text);
    expect(problems.map(({ span }) => span)).toEqual(ranges);
    expect(problems.map(({ code }) => code).join(' ')).toBe(codes);
  });

  it.each([
    '(DayOfWeek)1',
    'new { A = 1 }.A',
    'Regex.Matches("a", "b").Cast<Match>().Select(x => x.Value)',
    'context.Request.Url?.Path',
    'new object().ToString()',
    'typeof(System.Globalization.CultureInfo)',
  ])('is not: %s', (code) => {
    expect(expressionModel(code).problems).toEqual([]);
  });
});
