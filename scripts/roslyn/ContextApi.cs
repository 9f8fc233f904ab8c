// The types that policy expressions may use beside those of .NET: declarations only, for the compiler to bind to.
// They stand in the global namespace, as expressions write them without one. Not part of this program; the usings of
// expressions are put before it.

public interface IContext
{
    IContextApi Api { get; }
    IBackend Backend { get; }
    IDeployment Deployment { get; }
    TimeSpan Elapsed { get; }
    IGraphQL GraphQL { get; }
    ILastError LastError { get; }
    IOperation Operation { get; }
    IProduct Product { get; }
    IRequest Request { get; }
    Guid RequestId { get; }
    IResponse Response { get; }
    ISubscription Subscription { get; }
    DateTime Timestamp { get; }
    bool Tracing { get; }
    IUser User { get; }
    IReadOnlyDictionary<string, object> Variables { get; }
    IWorkspace Workspace { get; }
    void Trace(string message);
    void Trace(string source, object data);
}

public interface IApi
{
    string Id { get; }
    string Name { get; }
    string Path { get; }
    IEnumerable<string> Protocols { get; }
    IUrl ServiceUrl { get; }
    ISubscriptionKeyParameterNames SubscriptionKeyParameterNames { get; }
    int StorageId { get; }
}

public interface IContextApi : IApi
{
    bool IsCurrentRevision { get; }
    string Revision { get; }
    string Version { get; }
}

public interface IBackend
{
    string AzureRegion { get; }
    string Id { get; }
    string Type { get; }
}

public interface IDeployment
{
    IGateway Gateway { get; }
    string GatewayId { get; }
    string Region { get; }
    string ServiceId { get; }
    string ServiceName { get; }
    ISustainabilityInfo SustainabilityInfo { get; }
    IReadOnlyDictionary<string, X509Certificate2> Certificates { get; }
    string Sku { get; }
    int Units { get; }
    IReadOnlyCollection<IUrl> BaseUrls { get; }
}

public interface IGateway
{
    string Id { get; }
    string InstanceId { get; }
    bool IsManaged { get; }
}

public interface ISustainabilityInfo
{
    CarbonIntensityCategory CurrentCarbonIntensity { get; }
}

public enum CarbonIntensityCategory { NotAvailable, VeryLow, Low, Medium, High, VeryHigh }

public interface IGraphQL
{
    IGraphQLDataObject Arguments { get; }
    IGraphQLDataObject GraphQLArguments { get; }
    IGraphQLDataObject Parent { get; }
}

public interface IGraphQLDataObject
{
    JToken this[string name] { get; }
}

public interface IGroup
{
    string Id { get; }
    string Name { get; }
}

public interface ILastError
{
    string Source { get; }
    string Reason { get; }
    string Message { get; }
    string Scope { get; }
    string Section { get; }
    string Path { get; }
    string PolicyId { get; }
    int HttpErrorCode { get; }
    int TransportErrorCode { get; }
    int Elapsed { get; }
}

public interface IMessageBody
{
    T As<T>(bool preserveContent = false) where T : class;
    IDictionary<string, IList<string>> AsFormUrlEncodedContent(bool preserveContent = false);
    ISoapMessage AsSoap(bool preserveContent = false);
}

public interface IOperation
{
    string Id { get; }
    string Method { get; }
    string Name { get; }
    string UrlTemplate { get; }
}

public interface IPrivateEndpointConnection
{
    string Name { get; }
    string GroupId { get; }
    string MemberName { get; }
}

public interface IProduct
{
    IEnumerable<IApi> Apis { get; }
    bool ApprovalRequired { get; }
    IEnumerable<IGroup> Groups { get; }
    string Id { get; }
    string Name { get; }
    ProductState State { get; }
    int? SubscriptionsLimit { get; }
    int? SubscriptionLimit { get; }
    bool SubscriptionRequired { get; }
}

public enum ProductState { NotPublished, Published }

public interface IRequest
{
    IMessageBody Body { get; }
    X509Certificate2 Certificate { get; }
    IReadOnlyDictionary<string, string[]> Headers { get; }
    string IpAddress { get; }
    IReadOnlyDictionary<string, string> MatchedParameters { get; }
    string Method { get; }
    IUrl OriginalUrl { get; }
    IUrl Url { get; }
    IPrivateEndpointConnection PrivateEndpointConnection { get; }
    IAzureVnetInfo AzureVnetInfo { get; }
    bool HasBody { get; }
    string OriginalMethod { get; }
    IEnumerable<X509Certificate> ClientCertificates { get; }
    IFoundry Foundry { get; }
}

public interface IFoundry
{
    string Deployment { get; }
}

public interface IAzureVnetInfo
{
    int VnetTrafficTag { get; }
    int SubnetId { get; }
    int PrivateLinkId { get; }
    string SnatVip { get; }
}

public interface IResponse
{
    IMessageBody Body { get; }
    IReadOnlyDictionary<string, string[]> Headers { get; }
    int StatusCode { get; }
    string StatusReason { get; }
}

public interface ISubscription
{
    DateTime CreatedDate { get; }
    DateTime? EndDate { get; }
    string Id { get; }
    string Key { get; }
    string Name { get; }
    string PrimaryKey { get; }
    string SecondaryKey { get; }
    DateTime? StartDate { get; }
}

public interface ISubscriptionKeyParameterNames
{
    string Header { get; }
    string Query { get; }
}

public interface IUrl
{
    string Host { get; }
    string Path { get; }
    int Port { get; }
    IReadOnlyDictionary<string, string[]> Query { get; }
    string QueryString { get; }
    string Scheme { get; }
    string ToString();
    Uri ToUri();
}

public interface IUser
{
    string Email { get; }
    string FirstName { get; }
    IEnumerable<IGroup> Groups { get; }
    string Id { get; }
    IEnumerable<IUserIdentity> Identities { get; }
    string LastName { get; }
    string Note { get; }
    DateTime RegistrationDate { get; }
}

public interface IUserIdentity
{
    string Id { get; }
    string Provider { get; }
}

public interface IWorkspace
{
    string Id { get; }
    string Name { get; }
}

public class BasicAuthCredentials
{
    private BasicAuthCredentials() { }
    public string Password { get; }
    public string UserId { get; }
}

public class Jwt
{
    private Jwt() { }
    public string Algorithm { get; }
    public IEnumerable<string> Audiences { get; }
    public IReadOnlyDictionary<string, string[]> Claims { get; }
    public DateTime? ExpirationTime { get; }
    public string Id { get; }
    public string Issuer { get; }
    public DateTime? IssuedAt { get; }
    public DateTime? NotBefore { get; }
    public string Subject { get; }
    public string Type { get; }
}

public class Authorization
{
    private Authorization() { }
    public string AccessToken { get; }
    public IReadOnlyDictionary<string, object> Claims { get; }
}

public interface ISoapMessage
{
    SoapVersionLiteral Version { get; }
    string Action { get; }
    IEnumerable<ISoapHeader> Headers { get; }
    ISoapBody Body { get; }
}

public interface ISoapHeader
{
    XName Name { get; }
    string Value { get; }
    Uri Actor { get; }
    bool MustUnderstand { get; }
}

public interface ISoapBody
{
    XName Name { get; }
    XElement Contents { get; }
}

public enum SoapVersionLiteral { Soap11, Soap12 }

public static class PolicyExtensions
{
    public static string GetValueOrDefault(this IReadOnlyDictionary<string, string[]> dictionary, string headerName, string defaultValue) => null;
    public static string GetValueOrDefault(this IReadOnlyDictionary<string, string[]> dictionary, string headerName) => null;
    public static T GetValueOrDefault<T>(this IReadOnlyDictionary<string, object> dictionary, string key, T defaultValue = default(T)) => defaultValue;
    public static TValue GetValueOrDefault<TKey, TValue>(this IReadOnlyDictionary<TKey, TValue> dictionary, TKey key) => default(TValue);
    public static TValue GetValueOrDefault<TKey, TValue>(this IReadOnlyDictionary<TKey, TValue> dictionary, TKey key, TValue defaultValue) => defaultValue;
    public static TValue GetValueOrDefault<TKey, TValue>(this IDictionary<TKey, TValue> dictionary, TKey key) => default(TValue);
    public static TValue GetValueOrDefault<TKey, TValue>(this IDictionary<TKey, TValue> dictionary, TKey key, TValue defaultValue) => defaultValue;
    public static BasicAuthCredentials AsBasic(this string input) => null;
    public static bool TryParseBasic(this string input, out BasicAuthCredentials result) => (result = null) != null;
    public static Jwt AsJwt(this string input) => null;
    public static bool TryParseJwt(this string input, out Jwt result) => (result = null) != null;
    public static byte[] Encrypt(this byte[] input, string alg, byte[] key, byte[] iv) => null;
    public static byte[] Encrypt(this byte[] input, SymmetricAlgorithm alg) => null;
    public static byte[] Encrypt(this byte[] input, SymmetricAlgorithm alg, byte[] key, byte[] iv) => null;
    public static byte[] Decrypt(this byte[] input, string alg, byte[] key, byte[] iv) => null;
    public static byte[] Decrypt(this byte[] input, SymmetricAlgorithm alg) => null;
    public static byte[] Decrypt(this byte[] input, SymmetricAlgorithm alg, byte[] key, byte[] iv) => null;
    public static bool VerifyNoRevocation(this X509Certificate2 input) => false;
    public static string ToQueryString(this IDictionary<string, IList<string>> dictionary) => null;
    public static string ToFormUrlEncodedContent(this IDictionary<string, IList<string>> dictionary) => null;
}
