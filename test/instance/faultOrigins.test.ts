import { describe, expect, it } from 'vitest';
import { type BroughtIn, type LocatedFault, locateFaults, parseFault } from '../../instance';

const none: BroughtIn = { fragments: new Map(), namedValues: new Map() };
const document = `<policies>
  <inbound>
    <include-fragment fragment-id="outer" />
    <rate-limit calls="{{calls}}" renewal-period="60" /><set-header name="x" />
  </inbound>
</policies>`;
const outer = `<fragment>
  <include-fragment fragment-id="inner" />
</fragment>`;
const inner = `<fragment>
  <!-- -->
  <!-- -->
  <!-- -->
      <set-query-parameter exists-action="override" />
  <set-variable value="{{missing}}" />
</fragment>`;
const broughtIn: BroughtIn = {
  fragments: new Map([
    ['outer', outer],
    ['inner', inner],
  ]),
  namedValues: new Map([['calls', 'a rather long value']]),
};

function located(message: string, around = broughtIn): string {
  const [found] = locateFaults(document, [parseFault(message)], around);
  const textOf = ({ in: origin }: LocatedFault) =>
    origin.kind === 'fragment' ? (around.fragments.get(origin.fragment) ?? '') : document;
  if (found === undefined) return '';
  const place =
    found.in.kind === 'fragment' ? found.in.fragment : found.in.kind === 'named-value' ? found.in.name : '';
  return `${found.in.kind} ${place}: ${textOf(found).slice(found.span.start, found.span.end)}`;
}

describe('a fault', () => {
  it.each([
    ["Error in element 'rate-limit' on line 4, column 6: Bad.", 'document : rate-limit'],
    // Behind a named value the service counts with its value put in.
    ["Error in element 'set-header' on line 4, column 68: Bad.", 'document : set-header'],
    [
      "Error in element 'set-query-parameter' on line 5, column 8: Bad.",
      'fragment inner: set-query-parameter',
    ],
    [
      "Error in element 'set-query-parameter' on line 3, column 1: Bad.",
      'fragment inner: set-query-parameter',
    ],
    [
      "Error in element 'missing' on line 9, column 4: Cannot find a property 'missing'",
      'fragment inner: {{missing}}',
    ],
    ["'x' is an unexpected token. Line 4, position 30.", 'named-value calls: {{calls}}'],
    ["Error in element 'nowhere' on line 4, column 6: Bad.", 'document : rate-limit'],
  ])('%s is put where it is', (message, expected) => {
    expect(located(message)).toBe(expected);
  });

  it('stays in the document where nothing else is known', () => {
    expect(located("Error in element 'set-header' on line 4, column 68: Bad.", none)).toBe(
      'document : set-header',
    );
    expect(located("Error in element 'set-query-parameter' on line 5, column 8: Bad.", none)).toMatch(
      /^document :/,
    );
  });

  it('ends with fragments that include each other, and with names that are none', () => {
    const circle: BroughtIn = {
      fragments: new Map([
        ['outer', '<fragment><include-fragment fragment-id="outer" /></fragment>'],
        ['', '<'],
      ]),
      namedValues: new Map([['calls', '']]),
    };
    expect(located("Error in element 'set-body' on line 99, column 99: Bad.", circle)).toMatch(/^document :/);
  });
});
