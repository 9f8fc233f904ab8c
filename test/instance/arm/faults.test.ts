/** Messages in the forms that the service is known to use; the names in them are ours. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseFault, parseFaults } from '../../../instance';
import { sharedFolder } from '../../support/shared';

describe('the place in a message', () => {
  it.each([
    [
      "Error in element 'set-header' on line 19, column 7: The element 'set-header' cannot contain text.",
      {
        element: 'set-header',
        line: 19,
        column: 7,
        message: "The element 'set-header' cannot contain text.",
      },
    ],
    [
      "Error in element 'validate-jwt' on line 40, column 4:  Unable to obtain configuration from: 'https://x'. Will retry at '1/1/0001 12:00:00 AM +00:00'.",
      {
        element: 'validate-jwt',
        line: 40,
        column: 4,
        message:
          "Unable to obtain configuration from: 'https://x'. Will retry at '1/1/0001 12:00:00 AM +00:00'.",
      },
    ],
    [
      'An opening "{" is missing the corresponding closing "}". Line 32, position 30.',
      { line: 32, column: 30, message: 'An opening "{" is missing the corresponding closing "}".' },
    ],
    [
      'The policy fragment is not a valid XML: An error occurred while parsing EntityName. Line 37, position 40.',
      {
        line: 37,
        column: 40,
        message: 'The policy fragment is not a valid XML: An error occurred while parsing EntityName.',
      },
    ],
    ['Logger not found', { message: 'Logger not found' }],
    [
      "Error in element 'a' on line 1, column 2: ",
      { element: 'a', line: 1, column: 2, message: "Error in element 'a' on line 1, column 2:" },
    ],
    ["Error in element 'a' on line 99999999999999999999, column 0: x", { element: 'a', message: 'x' }],
    ['The text says Line 3, position 4. And more', { message: 'The text says Line 3, position 4. And more' }],
  ])('%j', (message, fault) => {
    expect(parseFault(message)).toEqual(fault);
  });

  it('is an element by the target where the message names none', () => {
    expect(parseFault('Logger not found', 'log-to-eventhub').element).toBe('log-to-eventhub');
    expect(parseFault('Line 1, position 1.', 'representation')).toEqual({
      message: 'Line 1, position 1.',
      line: 1,
      column: 1,
    });
  });
});

describe('an error body', () => {
  it('gives a fault for each detail, else its own message', () => {
    const detail = (target: string, message: string) => ({ code: 'ValidationError', target, message });
    const body = (details: unknown) => ({
      error: { code: 'ValidationError', message: 'One or more fields contain incorrect values:', details },
    });
    expect(
      parseFaults(
        body([
          detail('cors', "Error in element 'cors' on line 2, column 5: No."),
          detail('representation', 'Broken. Line 3, position 4.'),
        ]),
      ),
    ).toEqual([
      { element: 'cors', line: 2, column: 5, message: 'No.' },
      { line: 3, column: 4, message: 'Broken.' },
    ]);
    for (const none of [null, [], 'x', [7]])
      expect(parseFaults(body(none))).toEqual([{ message: 'One or more fields contain incorrect values:' }]);
  });
  it.each([
    undefined,
    null,
    7,
    'x',
    [],
    {},
    { error: null },
    { error: { message: 5 } },
    { error: { details: [{}] } },
  ])('that is none gives none: %j', (body) => {
    expect(parseFaults(body)).toEqual([]);
  });
});

/** The table of real messages: `| # | code / target | message | source |`. */
function realMessages(folder: string): readonly (readonly [string, string, string])[] {
  const contract = readFileSync(join(folder, 'arm/contract.md'), 'utf8');
  return [...contract.matchAll(/^\| (\d+) \| ([^|]*) \| (?:[^`|]*)`(.+?)`[^|]*\| [^|]* \|$/gm)].map(
    ([, number = '', target = '', message = '']) => [number, target.trim(), message] as const,
  );
}

const reference = sharedFolder('reference');
describe.runIf(reference !== undefined)('the real messages', () => {
  const messages = reference === undefined ? [] : realMessages(reference);
  it('are all read', () => {
    expect(messages.length).toBeGreaterThanOrEqual(38);
  });
  it.each(messages)('#%s (%s): %s', (_, target, message) => {
    const fault = parseFault(message);
    expect(fault.message).not.toBe('');
    const element = /^Error in element '(.+?)' on line (\d+), column (\d+):\s*(.*)$/s.exec(message);
    const position = /^(.*?)\s*Line (\d+), position (\d+)\.$/s.exec(message);
    if (element)
      expect(fault).toEqual({
        element: element[1],
        line: Number(element[2]),
        column: Number(element[3]),
        message: element[4],
      });
    else if (position)
      expect(fault).toEqual({ line: Number(position[2]), column: Number(position[3]), message: position[1] });
    else expect(fault).toEqual({ message });
    expect(target).not.toBe('');
  });
});
