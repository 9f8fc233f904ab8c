import { describe, expect, it } from 'vitest';
import { includeSpan, valueSpan } from '../../client/src/push/faultPlaces';
import { parseMarks } from '../support/markedText';

describe('the place of a fault', () => {
  it('in a fragment is where the policy includes it', () => {
    const { text, ranges } = parseMarks(
      '<policies><inbound><include-fragment fragment-id="a" /><|<include-fragment fragment-id=\'b\'|> /></inbound></policies>',
    );
    expect(includeSpan(text, 'b')).toEqual(ranges[0]);
    expect(includeSpan(text, 'none')).toEqual({ start: 0, end: 0 });
  });

  it('in a named value is its value', () => {
    const { text, ranges } = parseMarks('{ "properties": { "displayName": "a", "value": <|"x \\" y"|> } }');
    expect(valueSpan(text)).toEqual(ranges[0]);
    expect(valueSpan('{ "properties": { "secret": true } }')).toBeUndefined();
  });
});
