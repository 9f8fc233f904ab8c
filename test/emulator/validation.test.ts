/** The messages are those that the service was seen to give; names and positions are the example's own. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Emulator } from '../../emulator';
import { faultMessages, putDocument, send, startTestEmulator } from '../support/emulator';

let emulator: Emulator;
beforeAll(async () => {
  emulator = await startTestEmulator();
});
afterAll(() => emulator.close());

const path = '/apis/inventory/policies/policy';
const inbound = (content: string) => `<policies>\n  <inbound>\n    ${content}\n  </inbound>\n</policies>`;

async function messagesOf(text: string, format = 'rawxml', at = path): Promise<readonly string[]> {
  const answer = await putDocument(emulator, at, text, { format });
  expect(answer.status).toBe(400);
  expect(answer.json.error.code).toBe('ValidationError');
  return answer.json.error.details === null ? [answer.json.error.message] : faultMessages(answer);
}

describe('faults in what is a document', () => {
  const cases: readonly [name: string, content: string, ...messages: string[]][] = [
    [
      'a missing attribute',
      '<set-query-parameter exists-action="skip"><value>1</value></set-query-parameter>',
      "Error in element 'set-query-parameter' on line 3, column 6: The required attribute 'name' is missing.",
    ],
    [
      'an undeclared attribute',
      '<set-method body="x">GET</set-method>',
      "Error in element 'set-method' on line 3, column 6: The 'body' attribute is not declared.",
    ],
    [
      'a value that is no number',
      '<rate-limit calls="many" renewal-period="60" />',
      "Error in element 'rate-limit' on line 3, column 6: The 'calls' attribute is invalid - The value 'many' is invalid according to its datatype 'http://www.w3.org/2001/XMLSchema:int' - The string 'many' is not a valid Int32 value.",
    ],
    [
      'an expression where there must be a number',
      '<rate-limit calls="@(1 + 2)" renewal-period="60" />',
      "Error in element 'rate-limit' on line 3, column 6: The 'calls' attribute is invalid - The value '@(1 + 2)' is invalid according to its datatype 'http://www.w3.org/2001/XMLSchema:int' - The string '@(1 + 2)' is not a valid Int32 value.",
    ],
    [
      'text where there must be elements',
      '<set-header name="a">text</set-header>',
      "Error in element 'set-header' on line 3, column 6: The element 'set-header' cannot contain text. List of possible elements expected: 'value'.",
    ],
    [
      'a fragment that is not there',
      '<include-fragment fragment-id="TokenValidator" />',
      "Error in element 'include-fragment' on line 3, column 6: Policy fragment with id 'TokenValidator' could not be found.",
    ],
    [
      'a backend that is not there',
      '<set-backend-service backend-id="nowhere" />',
      "Error in element 'set-backend-service' on line 3, column 6: Backend with id 'nowhere' could not be found.",
    ],
    [
      'a logger that is not there',
      '<log-to-eventhub logger-id="nobody">@("x")</log-to-eventhub>',
      "Error in element 'log-to-eventhub' on line 3, column 6: Logger not found",
    ],
    [
      'a named value that is not there',
      '<set-header name="a"><value>{{PropertyName}}</value></set-header>',
      "Error in element 'PropertyName' on line 3, column 27: Cannot find a property 'PropertyName'",
    ],
    [
      'several faults at once, in their order',
      '<set-method nope="1">GET</set-method><include-fragment />',
      "Error in element 'set-method' on line 3, column 6: The 'nope' attribute is not declared.",
      "Error in element 'include-fragment' on line 3, column 43: The required attribute 'fragment-id' is missing.",
    ],
  ];
  it.each(cases)('%s', async (_, content, ...messages) => {
    expect(await messagesOf(inbound(content))).toEqual(messages);
  });

  it('an unknown element, with what would fit there', async () => {
    const [message] = await messagesOf(inbound('<set-headers />'));
    expect(message).toMatch(
      /^Error in element 'set-headers' on line 3, column 6: The element 'inbound' has invalid child element 'set-headers'\. List of possible elements expected: 'base, .*'\.$/,
    );
  });

  it('an unknown section, and one twice', async () => {
    const sections = "List of possible elements expected: 'inbound, backend, outbound, on-error'.";
    expect(await messagesOf('<policies><inbounds /></policies>')).toEqual([
      `Error in element 'inbounds' on line 1, column 12: The element 'policies' has invalid child element 'inbounds'. ${sections}`,
    ]);
    expect(await messagesOf('<policies><inbound /><inbound /></policies>')).toEqual([
      `Error in element 'inbound' on line 1, column 23: The element 'policies' has invalid child element 'inbound'. ${sections}`,
    ]);
  });

  it('a policy in a section or at a scope it is not made for', async () => {
    expect(await messagesOf('<policies><inbound><cache-store duration="1" /></inbound></policies>')).toEqual([
      "Error in element 'cache-store' on line 1, column 21: Policy is not allowed in the specified section",
    ]);
    expect(
      await messagesOf('<policies><inbound><quota calls="1" renewal-period="3600" /></inbound></policies>'),
    ).toEqual([
      "Error in element 'quota' on line 1, column 21: Policy is not allowed in the specified scope",
    ]);
  });

  it('a root that does not belong to the place', async () => {
    expect(await messagesOf('<fragment />')).toEqual([
      "Error in element 'fragment' on line 1, column 2: The 'fragment' element is not declared.",
    ]);
    const resolver = '/apis/storefront/resolvers/query-orders/policies/policy';
    expect(await messagesOf('<policies />', 'rawxml', resolver)).toEqual([
      "Error in element 'policies' on line 1, column 2: The 'policies' element is not declared.",
    ]);
  });

  it('an expression that the compiler can’t read, at the policy it stands in', async () => {
    expect(
      await messagesOf(
        inbound('<set-variable name="a" value="x" />\n    <set-status code="@(1 + )" reason="b" />'),
      ),
    ).toEqual(["Error in element 'set-status' on line 4, column 6: Invalid expression term ')'"]);
    const condition = '@{ return context.Request.Method == "GET" }';
    expect(
      await messagesOf(
        inbound(`<choose><when condition="${condition}"><set-method>GET</set-method></when></choose>`),
      ),
    ).toEqual(["Error in element 'choose' on line 3, column 6: ; expected"]);
  });

  it('a document over the size limit', async () => {
    const { json } = await putDocument(emulator, path, inbound(`<!-- ${'x'.repeat(256 * 1024)} -->`));
    expect(json.error.details[0].target).toBe('value');
  });
});

describe('what the raw reader cannot read', () => {
  it.each([
    [
      '<policies>\n  <inbound>\n  </outbound>\n</policies>',
      /^Encountered end tag "outbound" with no matching start tag\. {2}Are your start\/end tags properly balanced\? Line 3, position 4\.$/,
    ],
    [
      '<policies>\n  <inbound>\n</policies>',
      /^The "inbound" element was not closed\. .* Line 2, position \d+\.$/,
    ],
    [
      inbound('<set-body>@{ if (true) { return "a"; </set-body>'),
      /^The code block is missing a closing "}" character\. .* Line 3, position 15\.$/,
    ],
    ['not a document', /^Data at the root level is invalid\. Line 1, position 1\.$/],
    ['\uFEFF<policies />', /^Data at the root level is invalid\. Line 1, position 1\.$/],
  ])('%j', async (text, message) => {
    const messages = await messagesOf(text);
    expect(messages).toHaveLength(1);
    expect(messages[0]).toMatch(message);
  });
});

describe('what the xml reader cannot read', () => {
  it.each([
    [
      '<policies>\n<inbound><set-variable name="a" value="@(context.Variables["code"])" /></inbound></policies>',
      "'code' is an unexpected token. Expecting white space. Line 2, position 61.",
    ],
    [
      '<policies><inbound><set-body>@(a && b)</set-body></inbound></policies>',
      'An error occurred while parsing EntityName. Line 1, position 35.',
    ],
    [
      '<policies><inbound><set-body>@(x.As<JObject>())</set-body></inbound></policies>',
      "The 'JObject' start tag on line 1 position 37 does not match the end tag of 'set-body'. Line 1, position 50.",
    ],
    [
      '<policies><inbound></policies>',
      "The 'inbound' start tag on line 1 position 12 does not match the end tag of 'policies'. Line 1, position 22.",
    ],
    [
      '<policies><inbound>',
      'Unexpected end of file has occurred. The following elements are not closed: inbound, policies. Line 1, position 20.',
    ],
    ['<policies a="1" a="2" />', "'a' is a duplicate attribute name. Line 1, position 17."],
    [
      '<policies a=1 />',
      "'1' is an unexpected token. The expected token is '\"' or '''. Line 1, position 13.",
    ],
    ['<policies a />', "'/' is an unexpected token. The expected token is '='. Line 1, position 13."],
    [
      '<policies a="<" />',
      "'<', hexadecimal value 0x3C, is an invalid attribute character. Line 1, position 14.",
    ],
    ['<policies>&nbsp;</policies>', "Reference to undeclared entity 'nbsp'. Line 1, position 12."],
    [
      '<policies>< inbound></policies>',
      "Name cannot begin with the ' ' character, hexadecimal value 0x20. Line 1, position 12.",
    ],
    ['<policies /><policies />', 'There are multiple root elements. Line 1, position 14.'],
    ['<policies /> text', 'Data at the root level is invalid. Line 1, position 14.'],
    [
      '<!DOCTYPE p []><policies />',
      'For security reasons DTD is prohibited in this XML document. Line 1, position 3.',
    ],
  ])('%j', async (text, message) => {
    expect(await messagesOf(text, 'xml')).toEqual([message]);
  });

  it('is about the representation as a whole', async () => {
    const { json } = await putDocument(emulator, path, '<policies>&</policies>', { format: 'xml' });
    expect(json.error.details[0].target).toBe('representation');
  });
});

it('a refused document leaves what was there', async () => {
  const before = await send(emulator, 'GET', '/policies/policy');
  await messagesOf('<policies><nope /></policies>', 'rawxml', '/policies/policy');
  const after = await send(emulator, 'GET', '/policies/policy');
  expect([after.json, after.headers.get('etag')]).toEqual([before.json, before.headers.get('etag')]);
});

it('a policy cut off at every byte is answered, never with a fault of the server', async () => {
  const text = inbound('<set-header name="a"><value>@(x["b"] > 1 ? "c" : $"{d}")</value></set-header>');
  for (let end = 0; end < text.length; end += 7) {
    for (const format of ['xml', 'rawxml']) {
      const { status } = await putDocument(emulator, path, text.slice(0, end), { format });
      expect([end, format, status]).toEqual([end, format, 400]);
    }
  }
});
