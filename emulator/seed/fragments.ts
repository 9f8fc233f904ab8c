/** The shop's policy fragments. */

export interface FragmentSeed {
  readonly id: string;
  readonly description: string;
  readonly text: string;
}

export const fragments: readonly FragmentSeed[] = [
  {
    id: 'correlation-id',
    description: 'Gives every request an id that the backends log, unless the caller sent one.',
    text: `<fragment>
  <set-variable name="correlationId" value="@(context.Request.Headers.GetValueOrDefault("X-Correlation-Id", context.RequestId.ToString()))" />
  <set-header name="X-Correlation-Id" exists-action="override">
    <value>@((string)context.Variables["correlationId"])</value>
  </set-header>
</fragment>
`,
  },
  {
    id: 'security-headers',
    description: 'Headers that tell browsers to be careful, and none that tell about the backend.',
    text: `<fragment>
  <set-header name="Strict-Transport-Security" exists-action="override">
    <value>max-age=31536000; includeSubDomains</value>
  </set-header>
  <set-header name="X-Content-Type-Options" exists-action="override">
    <value>nosniff</value>
  </set-header>
  <set-header name="X-Powered-By" exists-action="delete" />
  <set-header name="Server" exists-action="delete" />
</fragment>
`,
  },
  {
    id: 'problem-details',
    description: 'Turns an error into problem details (RFC 9457) with the address of the support team.',
    text: `<fragment>
  <set-header name="Content-Type" exists-action="override">
    <value>application/problem+json</value>
  </set-header>
  <set-body>@{
    var error = context.LastError;
    var details = new JObject(
      new JProperty("type", "about:blank"),
      new JProperty("title", error?.Reason ?? "Unexpected error"),
      new JProperty("status", context.Response.StatusCode),
      new JProperty("detail", error != null && error.Source != "forward-request" ? error.Message : "The shop is busy & could not answer."),
      new JProperty("support", "{{support-email}}"));
    return details.ToString();
  }</set-body>
</fragment>
`,
  },
  {
    id: 'culture',
    description: 'Finds the language of the answer: the query, the header, or English.',
    text: `<fragment>
  <set-variable name="culture" value="@{
    var asked = context.Request.Url.Query.GetValueOrDefault("lang", "");
    if (asked.Length == 2) { return asked.ToLowerInvariant(); }
    var header = context.Request.Headers.GetValueOrDefault("Accept-Language", "en");
    return header.Length >= 2 && char.IsLetter(header[0]) ? header.Substring(0, 2) : "en";
  }" />
</fragment>
`,
  },
  {
    id: 'audit-write',
    description: 'Sends who changed what to the event hub of the audit team.',
    text: `<fragment>
  <choose>
    <when condition="@(context.Request.Method != "GET" && context.Request.Method != "HEAD")">
      <log-to-eventhub logger-id="shop-events">@{
        return new JObject(
          new JProperty("at", DateTime.UtcNow),
          new JProperty("who", context.User?.Email ?? "anonymous"),
          new JProperty("what", string.Format("{0} {1}", context.Request.Method, context.Request.Url.Path))).ToString();
      }</log-to-eventhub>
    </when>
  </choose>
</fragment>
`,
  },
];
