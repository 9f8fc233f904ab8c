/** A mistake is told once: what only seems to be wrong because of it is not. */
import { describe, it } from 'vitest';
import { allFacts, expectFindings, inbound } from '../../support/findings';

describe('one mistake', () => {
  it('of an element without its closing tag says nothing about what stands behind it', () => {
    expectFindings(
      '<policies>\n<inbound>\n<<|set-header|> name="a" exists-action="override">\n<value>1</value>\n<set-method>GET</set-method>\n</inbound>\n</policies>',
      ['unclosed-element'],
    );
    expectFindings(
      '<policies>\n<<|inbound|>>\n<base />\n<set-method>GET</set-method>\n<backend />\n</policies>',
      ['unclosed-element'],
    );
    // What the open element doesn't take is wrong all the same.
    expectFindings(
      '<policies>\n<inbound>\n<<|set-header|> name="a" exists-action="override">\n<value>1</value>\n<<|origin|> />\n</inbound>\n</policies>',
      ['unclosed-element', 'unknown-element'],
    );
  });

  it('in the name of an opening tag is not one of the closing tag', () => {
    expectFindings(inbound('<set-header name="a"><<|vlaue|>>b</value></set-header>'), ['unknown-element']);
    expectFindings('<policies><<|inboud|>></inbound></policies>', ['unknown-section']);
    expectFindings('<<|polices|>><inbound /></policies>', ['unknown-root']);
    expectFindings(inbound('<set-method>GET<|</set-mehtod>|>'), ['unmatched-closing-tag']);
  });

  it('in a fragment that is named in broken quotes is the quotes', () => {
    const options = { facts: allFacts([], ['shop']) };
    expectFindings(inbound('<include-fragment fragment-id=<|shop"|> />'), ['unquoted-value'], options);
  });

  it('of an element in the wrong place is not one of how often it runs, or whether', () => {
    expectFindings(inbound('<base /><choose><<|base|> /><when condition="@(true)" /></choose>'), [
      'misplaced-element',
    ]);
    expectFindings(inbound('<return-response /><<|value|>>a</value>'), ['unknown-element']);
  });

  it('in the attribute that a rule asks about is that one only', () => {
    expectFindings(inbound('<send-request <|moode|>="copy" response-variable-name="a" />'), [
      'unknown-attribute',
    ]);
  });

  it('of a tag without its end takes the text behind it for content', () => {
    expectFindings(
      inbound('<<|log-to-eventhub logger-id="a"|> some words</log-to-eventhub>').replace(
        '<<|log-to-eventhub logger-id="a"|> some words',
        '<|<log-to-eventhub logger-id="a" some words|>',
      ),
      ['unclosed-tag'],
    );
  });

  it('of a closing tag that is cut off is told once', () => {
    expectFindings('<<|policies|>><<|inbound|>><set-method>GET<|</set-metod|>', [
      'unclosed-element',
      'unclosed-element',
      'unclosed-tag',
    ]);
  });

  it('in what a policy holds is not that something else is missing', () => {
    expectFindings(inbound('<choose><<|set-header|> name="a" exists-action="delete" /></choose>'), [
      'misplaced-element',
    ]);
    expectFindings(
      '<cosmosdb-data-source><connection-info><connection-string>{{c}}</connection-string><database-name>d</database-name><<|container|>>c</container></connection-info><query-request><sql-statement>SELECT 1</sql-statement></query-request></cosmosdb-data-source>',
      ['unknown-element'],
    );
  });
});
