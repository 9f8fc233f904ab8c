/** The shop's policies in the raw form, by the path of what they belong to; '' is the service. */

export const policies: Readonly<Record<string, string>> = {
  '': `<!-- What every API of the shop has in common. -->
<policies>
  <inbound>
    <cors allow-credentials="true">
      <allowed-origins>
        <origin>{{allowed-origin}}</origin>
      </allowed-origins>
      <allowed-methods>
        <method>GET</method>
        <method>POST</method>
        <method>PUT</method>
        <method>DELETE</method>
      </allowed-methods>
      <allowed-headers>
        <header>*</header>
      </allowed-headers>
    </cors>
    <include-fragment fragment-id="correlation-id" />
  </inbound>
  <backend>
    <forward-request timeout="30" />
  </backend>
  <outbound>
    <include-fragment fragment-id="security-headers" />
    <set-header name="X-Correlation-Id" exists-action="override">
      <value>@(context.Variables.GetValueOrDefault<string>("correlationId", ""))</value>
    </set-header>
  </outbound>
  <on-error>
    <include-fragment fragment-id="problem-details" />
  </on-error>
</policies>
`,

  'products/starter': `<policies>
  <inbound>
    <base />
    <rate-limit-by-key calls="{{starter-calls-per-minute}}" renewal-period="60" counter-key="@(context.Subscription?.Id ?? context.Request.IpAddress)" />
    <quota calls="10000" renewal-period="604800" />
  </inbound>
  <backend>
    <base />
  </backend>
  <outbound>
    <base />
  </outbound>
  <on-error>
    <base />
  </on-error>
</policies>
`,

  'apis/catalog': `<policies>
  <inbound>
    <base />
    <set-backend-service backend-id="catalog-backend" />
    <include-fragment fragment-id="culture" />
    <cache-lookup vary-by-developer="false" vary-by-developer-groups="false" downstream-caching-type="public">
      <vary-by-header>Accept-Language</vary-by-header>
      <vary-by-query-parameter>lang</vary-by-query-parameter>
    </cache-lookup>
  </inbound>
  <backend>
    <base />
  </backend>
  <outbound>
    <base />
    <choose>
      <when condition="@(context.Response.StatusCode >= 200 && context.Response.StatusCode < 300)">
        <cache-store duration="300" />
      </when>
    </choose>
  </outbound>
  <on-error>
    <base />
  </on-error>
</policies>
`,

  'apis/catalog;rev=2': `<policies>
  <inbound>
    <base />
    <set-backend-service backend-id="catalog-backend" />
    <include-fragment fragment-id="culture" />
    <set-header name="X-Catalog-Preview" exists-action="override">
      <value>true</value>
    </set-header>
  </inbound>
  <backend>
    <base />
  </backend>
  <outbound>
    <base />
  </outbound>
  <on-error>
    <base />
  </on-error>
</policies>
`,

  'apis/orders': `<policies>
  <inbound>
    <base />
    <validate-jwt header-name="Authorization" failed-validation-httpcode="401" failed-validation-error-message="Sign in to see your orders." output-token-variable-name="jwt">
      <openid-config url="https://login.microsoftonline.com/{{tenant-id}}/v2.0/.well-known/openid-configuration" />
      <audiences>
        <audience>{{orders-audience}}</audience>
      </audiences>
      <required-claims>
        <claim name="scp" match="any" separator=" ">
          <value>orders.read</value>
          <value>orders.write</value>
        </claim>
      </required-claims>
    </validate-jwt>
    <set-variable name="customerId" value="@(((Jwt)context.Variables["jwt"]).Claims.GetValueOrDefault("oid", "unknown"))" />
    <set-backend-service base-url="{{orders-backend-url}}" />
    <include-fragment fragment-id="audit-write" />
  </inbound>
  <backend>
    <base />
  </backend>
  <outbound>
    <base />
  </outbound>
  <on-error>
    <base />
  </on-error>
</policies>
`,

  'apis/customers': `<policies>
  <inbound>
    <base />
    <set-backend-service backend-id="customers-backend" />
    <set-header name="X-Shop-Region" exists-action="override">
      <value>@(context.Deployment.Region)</value>
    </set-header>
  </inbound>
  <backend>
    <base />
  </backend>
  <outbound>
    <base />
  </outbound>
  <on-error>
    <base />
  </on-error>
</policies>
`,

  'apis/payments': `<policies>
  <inbound>
    <base />
    <set-backend-service backend-id="payments-backend" />
    <set-header name="X-Api-Key" exists-action="override">
      <value>{{payments-api-key}}</value>
    </set-header>
    <set-header name="Ocp-Apim-Subscription-Key" exists-action="delete" />
    <include-fragment fragment-id="audit-write" />
  </inbound>
  <backend>
    <retry condition="@(context.Response.StatusCode == 429 || context.Response.StatusCode >= 500)" count="3" interval="2" first-fast-retry="true">
      <forward-request buffer-request-body="true" timeout="20" />
    </retry>
  </backend>
  <outbound>
    <base />
  </outbound>
  <on-error>
    <base />
    <choose>
      <when condition="@(context.LastError.Source == "forward-request")">
        <set-status code="503" reason="Payments are not available" />
      </when>
    </choose>
  </on-error>
</policies>
`,

  'apis/catalog/operations/get-product': `<policies>
  <inbound>
    <base />
    <rewrite-uri template="/items/{productId}" copy-unmatched-params="true" />
    <set-query-parameter name="culture" exists-action="override">
      <value>@(context.Variables.GetValueOrDefault<string>("culture"))</value>
    </set-query-parameter>
  </inbound>
  <backend>
    <base />
  </backend>
  <outbound>
    <base />
    <set-body>@{
      var product = context.Response.Body.As<JObject>(preserveContent: true);
      foreach (var name in new [] {"costPrice", "supplierId"}) { product.Remove(name); }
      if (product["stock"] != null && (int)product["stock"] < 1) { product["availability"] = "soon"; }
      return product.ToString();
    }</set-body>
  </outbound>
  <on-error>
    <base />
  </on-error>
</policies>
`,

  'apis/catalog/operations/search-products': `<policies>
  <inbound>
    <base />
    <choose>
      <when condition="@(context.Request.Url.Query.GetValueOrDefault("q", "").Length < 3)">
        <return-response>
          <set-status code="400" reason="Bad Request" />
          <set-header name="Content-Type" exists-action="override">
            <value>application/json</value>
          </set-header>
          <set-body>{ "error": "Type at least three letters." }</set-body>
        </return-response>
      </when>
      <otherwise>
        <set-query-parameter name="top" exists-action="skip">
          <value>20</value>
        </set-query-parameter>
      </otherwise>
    </choose>
  </inbound>
  <backend>
    <base />
  </backend>
  <outbound>
    <base />
  </outbound>
  <on-error>
    <base />
  </on-error>
</policies>
`,

  'apis/orders/operations/create-order': `<policies>
  <inbound>
    <base />
    <set-variable name="order" value="@(context.Request.Body.As<JObject>(preserveContent: true))" />
    <choose>
      <when condition="@{
        var lines = ((JObject)context.Variables["order"])["lines"] as JArray;
        return lines == null || lines.Count == 0 || lines.Any(line => (int)line["quantity"] <= 0);
      }">
        <return-response>
          <set-status code="422" reason="Unprocessable Content" />
          <set-body>An order needs at least one line, and each line a quantity above zero.</set-body>
        </return-response>
      </when>
    </choose>
    <set-body>@{
      var order = (JObject)context.Variables["order"];
      order["customerId"] = (string)context.Variables["customerId"];
      order["note"] = $"Placed through \\"{context.Api.Name}\\" > {context.Operation.Name}";
      return order.ToString();
    }</set-body>
  </inbound>
  <backend>
    <base />
  </backend>
  <outbound>
    <base />
    <set-header name="Location" exists-action="override">
      <value>@(string.Format("/orders/{0}", context.Response.Body.As<JObject>(preserveContent: true)["id"]))</value>
    </set-header>
  </outbound>
  <on-error>
    <base />
  </on-error>
</policies>
`,

  'apis/payments/operations/receive-webhook': `<policies>
  <inbound>
    <base />
    <set-variable name="signature" value="@{
      using (var hmac = new HMACSHA256(Encoding.UTF8.GetBytes("{{webhook-signing-key}}")))
      {
        var body = context.Request.Body.As<string>(preserveContent: true);
        return Convert.ToBase64String(hmac.ComputeHash(Encoding.UTF8.GetBytes(body)));
      }
    }" />
    <choose>
      <when condition="@(context.Request.Headers.GetValueOrDefault("X-Signature", "") != (string)context.Variables["signature"])">
        <return-response>
          <set-status code="401" reason="Unauthorized" />
        </return-response>
      </when>
    </choose>
  </inbound>
  <backend>
    <base />
  </backend>
  <outbound>
    <base />
  </outbound>
  <on-error>
    <base />
  </on-error>
</policies>
`,

  'apis/storefront/resolvers/query-product': `<http-data-source>
  <http-request>
    <set-method>GET</set-method>
    <set-url>@($"{{catalog-backend-url}}/items/{context.GraphQL.Arguments["id"]}")</set-url>
    <set-header name="Accept" exists-action="override">
      <value>application/json</value>
    </set-header>
  </http-request>
</http-data-source>
`,
};
