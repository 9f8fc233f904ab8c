/** The policies of what came to the shop later: the second version of Orders, the Internal product, a resolver. */

const sections = (inbound: string, outbound = ''): string => `<policies>
  <inbound>
    <base />
${inbound}  </inbound>
  <backend>
    <base />
  </backend>
  <outbound>
    <base />
${outbound}  </outbound>
  <on-error>
    <base />
  </on-error>
</policies>
`;

export const newerPolicies: Readonly<Record<string, string>> = {
  'products/internal': sections(`    <rate-limit calls="1000" renewal-period="60" />
    <include-fragment fragment-id="culture" />
`),

  'apis/orders-v2': sections(
    `    <validate-azure-ad-token tenant-id="{{tenant-id}}" header-name="Authorization" failed-validation-httpcode="401">
      <audiences>
        <audience>{{orders-audience}}</audience>
      </audiences>
    </validate-azure-ad-token>
    <set-backend-service base-url="{{orders-backend-url}}" />
    <include-fragment fragment-id="audit-write" />
`,
    `    <set-header name="Deprecation" exists-action="delete" />
`,
  ),

  'apis/orders-v2/operations/list-orders':
    sections(`    <set-query-parameter name="page-size" exists-action="skip">
      <value>@(context.Request.Headers.GetValueOrDefault("X-Page-Size", "50"))</value>
    </set-query-parameter>
`),

  'apis/catalog;rev=2/operations/add-review':
    sections(`    <validate-content unspecified-content-type-action="prevent" max-size="102400" size-exceeded-action="prevent" errors-variable-name="contentErrors">
      <content type="application/json" validate-as="json" action="prevent" />
    </validate-content>
    <include-fragment fragment-id="audit-write" />
`),

  'apis/storefront': sections(`    <include-fragment fragment-id="culture" />
    <validate-graphql-request error-variable-name="graphqlErrors" max-size="102400" max-depth="6" />
`),

  'apis/storefront/resolvers/query-orders': `<http-data-source>
  <http-request>
    <set-method>GET</set-method>
    <set-url>@($"{{orders-backend-url}}/orders?customer={context.User?.Id}")</set-url>
  </http-request>
  <http-response>
    <set-body>@(context.Response.Body.As<JObject>()["orders"].ToString())</set-body>
  </http-response>
</http-data-source>
`,
};
