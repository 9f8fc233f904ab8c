import { describe, expect, it } from 'vitest';
import { holdsPlaceholder, isFilledInLater } from '../../../server/src/core/model';

describe('placeholders of deployment tools', () => {
  it.each([
    `$\{name}`,
    `a-$\{name}-b`,
    `$\{{ parameters.name }}`,
    '$(Name)',
    '#{Name}#',
    '#{Name}',
    '#Name#',
    'https://#host.name#/orders',
    '{#NAME#}',
    '{#[NAME]#}',
    '{% if a %}',
    '%{ if a }',
    '<%= name %>',
    '__NAME__',
    '@@NAME@@',
    '{{#each a}}',
    '{name}',
    ' {0} ',
    "[concat('a', 'b')]",
    '%NAME%',
    'MAX_RETRIES',
    '$Expressions.TokenBody',
  ])('%s', (text) => {
    expect(holdsPlaceholder(text)).toBe(true);
  });
  it.each([
    '',
    'a',
    'GET',
    'a_b',
    '{"a": 1}',
    'a{b}c',
    '10%',
    '$5',
    '$5.00',
    'a$b.c',
    '$"a.b"',
    '@(1)',
    '__',
    'price: 5 $',
    '{{name}}',
    '#',
    '#a',
    'C# and F#',
    '#1#',
  ])('not %s', (text) => {
    expect(holdsPlaceholder(text)).toBe(false);
  });
  it('and named values are filled in later', () => {
    expect(isFilledInLater('{{name}}')).toBe(true);
    expect(isFilledInLater('plain')).toBe(false);
  });
});
