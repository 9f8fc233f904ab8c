import { describe, it } from 'vitest';
import { expectFindings, inbound } from '../../support/findings';

const request = (content: string): string =>
  `<send-request mode="new" response-variable-name="r">${content}</send-request>`;
const test = '<set-url>https://test.example</set-url><set-method>GET</set-method>';
const prod = '<set-url>https://prod.example</set-url><set-method>GET</set-method>';

describe('what a deployment tool chooses between', () => {
  it.each([
    ['%{ if env == "test" ~}', '%{ else ~}', '%{ endif ~}'],
    ['{% if test %}', '{% else %}', '{% endif %}'],
    ['{{#if test}}', '{{else}}', '{{/if}}'],
  ])('is not counted together: %s', (open, between, end) => {
    expectFindings(inbound(`<base />${request(`${open}${test}${between}${prod}${end}`)}`));
    expectFindings(inbound(`${open}<base /><trace source="a">b</trace>${between}<base />${end}`));
    expectFindings(inbound(`<base />${open}<return-response />${between}<set-method>GET</set-method>${end}`));
    expectFindings(`<policies>${open}<inbound><base /></inbound>${between}<inbound />${end}</policies>`);
  });

  it('may be asked for with &&, as long as it stands in the directive', () => {
    expectFindings(inbound('<base />%{ if prod && count >= 2 ~}<trace source="a">b</trace>%{ endif ~}'));
    expectFindings(inbound('<base />%{ if prod }<trace source="a">b <|&|> c</trace>%{ endif }'), [
      'unescaped-character',
    ]);
  });

  it('is checked in itself like everything else', () => {
    expectFindings(inbound(`<base />%{ if test }<<|set-metod|>>GET</set-metod>%{ endif }`), [
      'unknown-element',
    ]);
    expectFindings(
      inbound(
        `<base />${request('<set-url>${host}</set-url><<|set-url|>>b</set-url><set-method>GET</set-method>')}`,
      ),
      ['too-many-elements'],
    );
  });
});
