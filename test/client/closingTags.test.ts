import { describe, expect, it } from 'vitest';
import { closingTagSnippet } from '../../client/src/closingTagSnippet';

const completion = (newText: string) => ({ label: newText, textEdit: { newText } });

describe('what closes the element that was just opened', () => {
  it('is the server’s only answer, with the cursor before it', () => {
    expect(closingTagSnippet([completion('$0</set-header>')])).toBe('$0</set-header>');
  });

  it.each([
    [null],
    [[]],
    [{ items: [] }],
    [[completion('</when>')]],
    [[completion('$0</a$1>')]],
    [[completion('$0</when>'), completion('$0</choose>')]],
    [[{ label: '</when>' }]],
  ])('is nothing else: %j', (answer) => expect(closingTagSnippet(answer)).toBeUndefined());
});
