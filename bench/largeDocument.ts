/** A policy document as large as Azure accepts, in the raw and in the XML-escaped form. */

const statement = (
  i: number,
  quote: string,
  less: string,
  and: string,
): string => `    <send-request mode="new" response-variable-name="response${i}" timeout="20" ignore-error="true">
      <set-url>@($${quote}https://example.org/orders/{context.Request.MatchedParameters[${quote}id${quote}]}?page=${i}${quote})</set-url>
      <set-method>GET</set-method>
      <set-header name="x-trace" exists-action="override">
        <value>@(context.Variables.GetValueOrDefault<string>(${quote}trace${quote}, ${quote}none${quote}))</value>
      </set-header>
    </send-request>
    <choose>
      <when condition="@(((IResponse)context.Variables[${quote}response${i}${quote}]).StatusCode ${less} 300 ${and} context.Request.Method != ${quote}GET${quote})">
        <set-header name="x-result-${i}" exists-action="append">
          <value>@(((IResponse)context.Variables[${quote}response${i}${quote}]).Body.As<JObject>()[${quote}id${quote}].ToString())</value>
        </set-header>
      </when>
    </choose>
`;

/** About `size` characters, as authors type it. */
export function rawDocument(size: number): string {
  return documentOf(size, (i) => statement(i, '"', '<', '&&'));
}

/** The same with the expressions escaped, so that strict XML parsers take it. */
export function escapedDocument(size: number): string {
  return documentOf(size, (i) =>
    statement(i, '&quot;', '&lt;', '&amp;&amp;').replace(/<(string|JObject)>/g, '&lt;$1&gt;'),
  );
}

function documentOf(size: number, part: (i: number) => string): string {
  const parts: string[] = [];
  for (let i = 0, length = 0; length < size; i++) {
    const next = part(i);
    length += next.length;
    parts.push(next);
  }
  return `<policies>\n  <inbound>\n    <base />\n${parts.join('')}  </inbound>\n</policies>\n`;
}
