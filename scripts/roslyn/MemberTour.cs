using Microsoft.CodeAnalysis;

/// Code that uses each public member of a type once, in a few ways. Not all of it is right: that is for the compiler
/// to say, which is asked about it like about any other code.
sealed class MemberTour(INamedTypeSymbol type, int variant)
{
    readonly Samples samples = new(variant);
    readonly INamedTypeSymbol type = Constructed(type, variant);

    public IEnumerable<object> Cases() => type.GetMembers()
        .Where(member => member.DeclaredAccessibility == Accessibility.Public && !NeedsMemory(member))
        .SelectMany(Uses)
        .Select(code => new { form = code.EndsWith(';') ? "block" : "single", code });

    /// Spans and pointers: the service's .NET has none of the members that take them.
    static bool NeedsMemory(ISymbol member) => member switch
    {
        IMethodSymbol method => NeedsMemory(method.ReturnType) || method.Parameters.Any(parameter => NeedsMemory(parameter.Type)),
        IPropertySymbol property => NeedsMemory(property.Type),
        _ => false,
    };

    static bool NeedsMemory(ITypeSymbol type) =>
        type.IsRefLikeType || type is IPointerTypeSymbol || type.Name.EndsWith("InterpolatedStringHandler");

    IEnumerable<string> Uses(ISymbol member) => member switch
    {
        IFieldSymbol => [$"{Owner(member)}.{member.Name}"],
        IPropertySymbol property => UsesOf(property),
        IMethodSymbol method => UsesOf(method),
        _ => [],
    };

    IEnumerable<string> UsesOf(IPropertySymbol property)
    {
        var code = Owner(property) + (property.IsIndexer ? $"[{Arguments(property.Parameters)}]" : $".{property.Name}");
        if (property.GetMethod is not null) yield return code;
        if (property.SetMethod is not null) yield return $"{code} = {samples.Of(property.Type)}; return 1;";
    }

    IEnumerable<string> UsesOf(IMethodSymbol declared)
    {
        var method = Constructed(declared);
        var parameters = method.Parameters;
        switch (method.MethodKind)
        {
            case MethodKind.Constructor when !type.IsAbstract:
                yield return $"new {Names.Of(type)}({Arguments(parameters)})";
                break;
            case MethodKind.Conversion:
                yield return $"({Names.Of(method.ReturnType)}){samples.Of(parameters[0].Type)}";
                break;
            case MethodKind.UserDefinedOperator when OperatorText(method) is { } text:
                yield return parameters.Length == 1
                    ? $"{text}{samples.Of(parameters[0].Type)}"
                    : $"{samples.Of(parameters[0].Type)} {text} {samples.Of(parameters[1].Type)}";
                break;
            case MethodKind.Ordinary:
                foreach (var target in Targets(method))
                    yield return Statement(method, $"{target}({Arguments(method.IsExtensionMethod && !target.StartsWith(Names.Of(type)) ? parameters.RemoveAt(0) : parameters)})");
                break;
        }
    }

    /// What stands before the arguments; an extension method is called in both forms, where its class can be named.
    IEnumerable<string> Targets(IMethodSymbol method)
    {
        var typeArguments = method.IsGenericMethod && (variant > 0 || !method.Parameters.Any(HasTypeParameter))
            ? $"<{string.Join(", ", method.TypeArguments.Select(Names.Of))}>"
            : "";
        if (method.IsExtensionMethod) yield return $"{samples.Of(method.Parameters[0].Type)}.{method.Name}{typeArguments}";
        if (!method.IsExtensionMethod || (variant > 0 && !type.ContainingNamespace.IsGlobalNamespace)) yield return $"{Owner(method)}.{method.Name}{typeArguments}";
    }

    static bool HasTypeParameter(IParameterSymbol parameter) =>
        parameter.OriginalDefinition.Type is ITypeParameterSymbol or INamedTypeSymbol { IsGenericType: true } or IArrayTypeSymbol;

    static string Statement(IMethodSymbol method, string call) => method.ReturnsVoid ? $"{call}; return 1;" : call;

    string Owner(ISymbol member) => member.IsStatic ? Names.Of(type) : samples.Of(type);

    string Arguments(IEnumerable<IParameterSymbol> parameters) => string.Join(", ", parameters
        .Where(parameter => !parameter.IsOptional || variant > 0)
        .Select(parameter => parameter switch
        {
            { RefKind: RefKind.Out } => $"out {Names.Of(parameter.Type)} {parameter.Name}",
            { IsParams: true, Type: IArrayTypeSymbol array } when variant == 0 => $"{samples.Of(array.ElementType)}, {samples.Of(array.ElementType)}",
            _ => samples.Of(parameter.Type),
        }));

    static INamedTypeSymbol Constructed(INamedTypeSymbol type, int variant) => type.IsGenericType
        ? type.Construct(type.TypeParameters.Select((parameter, index) => Argument(parameter, variant + index)).ToArray())
        : type;

    IMethodSymbol Constructed(IMethodSymbol method) => method.IsGenericMethod
        ? method.Construct(method.TypeParameters.Select((parameter, index) => Argument(parameter, variant + index)).ToArray())
        : method;

    static ITypeSymbol Argument(ITypeParameterSymbol parameter, int variant) =>
        parameter.ConstraintTypes.FirstOrDefault(constraint => constraint is INamedTypeSymbol { IsGenericType: false }) is { } bound ? bound :
        parameter.HasValueTypeConstraint || (variant % 2 == 1 && !parameter.HasReferenceTypeConstraint) ? Samples.Int : Samples.String;

    static string? OperatorText(IMethodSymbol method) => method.Name switch
    {
        "op_Addition" or "op_UnaryPlus" => "+",
        "op_Subtraction" or "op_UnaryNegation" => "-",
        "op_Multiply" => "*",
        "op_Division" => "/",
        "op_Modulus" => "%",
        "op_Equality" => "==",
        "op_Inequality" => "!=",
        "op_LessThan" => "<",
        "op_LessThanOrEqual" => "<=",
        "op_GreaterThan" => ">",
        "op_GreaterThanOrEqual" => ">=",
        _ => null,
    };
}

/// Types as they are written in an expression: as short as its usings allow.
static class Names
{
    static readonly SymbolDisplayFormat Format = SymbolDisplayFormat.MinimallyQualifiedFormat
        .RemoveMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);
    static SemanticModel? model;
    static int position;

    public static void Use(SemanticModel ofExpression, int inside) => (model, position) = (ofExpression, inside);

    public static string Of(ITypeSymbol type) => type.ToMinimalDisplayString(model!, position, Format);
}

/// An expression of each type. `variant` says which, where there are several.
sealed class Samples(int variant)
{
    public static ITypeSymbol Int { get; set; } = null!;
    public static ITypeSymbol String { get; set; } = null!;

    static readonly Dictionary<string, string[]> Known = new()
    {
        ["string"] = ["\"a\"", "context.Request.Method"],
        ["object"] = ["\"a\"", "1"],
        ["bool"] = ["true", "context.Tracing"],
        ["char"] = ["'a'", "\"a\"[0]"],
        ["int"] = ["1", "context.Request.Url.Port"],
        ["long"] = ["1", "2L"],
        ["short"] = ["1", "((short)2)"],
        ["byte"] = ["1", "((byte)2)"],
        ["sbyte"] = ["1", "((sbyte)2)"],
        ["uint"] = ["1", "2u"],
        ["ulong"] = ["1", "2ul"],
        ["ushort"] = ["1", "((ushort)2)"],
        ["float"] = ["1", "2f"],
        ["double"] = ["1", "2.5"],
        ["decimal"] = ["1", "2.5m"],
        ["System.DateTime"] = ["context.Timestamp", "DateTime.UtcNow"],
        ["System.DateTimeOffset"] = ["DateTimeOffset.UtcNow", "context.Timestamp"],
        ["System.TimeSpan"] = ["context.Elapsed", "TimeSpan.Zero"],
        ["System.Guid"] = ["context.RequestId", "Guid.NewGuid()"],
        ["System.Uri"] = ["new Uri(\"https://a\")"],
        ["System.Type"] = ["typeof(string)"],
        ["System.IFormatProvider"] = ["System.Globalization.CultureInfo.InvariantCulture", "null"],
        ["System.Text.Encoding"] = ["Encoding.UTF8"],
        ["System.Text.StringBuilder"] = ["new StringBuilder()"],
        ["System.Text.RegularExpressions.Regex"] = ["new Regex(\"a\")"],
        ["System.Text.RegularExpressions.Match"] = ["Regex.Match(\"a\", \"b\")"],
        ["Newtonsoft.Json.Linq.JObject"] = ["new JObject()", "context.Request.Body.As<JObject>()"],
        ["Newtonsoft.Json.Linq.JArray"] = ["new JArray()", "JArray.Parse(\"[]\")"],
        ["Newtonsoft.Json.Linq.JToken"] = ["JToken.Parse(\"1\")", "\"a\""],
        ["Newtonsoft.Json.Linq.JValue"] = ["new JValue(1)"],
        ["Newtonsoft.Json.Linq.JProperty"] = ["new JProperty(\"a\", 1)"],
        ["System.Xml.Linq.XElement"] = ["new XElement(\"a\")", "context.Request.Body.As<XElement>()"],
        ["System.Xml.Linq.XName"] = ["\"a\"", "XName.Get(\"a\")"],
        ["System.Xml.Linq.XNamespace"] = ["XNamespace.None", "\"a\""],
        ["IContext"] = ["context"],
        ["IRequest"] = ["context.Request"],
        ["IResponse"] = ["context.Response", "((IResponse)context.Variables[\"a\"])"],
        ["IMessageBody"] = ["context.Request.Body", "context.Response.Body"],
        ["IUrl"] = ["context.Request.Url", "context.Request.OriginalUrl"],
        ["Jwt"] = ["\"a\".AsJwt()"],
        ["BasicAuthCredentials"] = ["\"a\".AsBasic()"],
        ["System.Collections.Generic.IReadOnlyDictionary<string, string[]>"] = ["context.Request.Headers"],
        ["System.Collections.Generic.IReadOnlyDictionary<string, object>"] = ["context.Variables"],
    };

    public string Of(ITypeSymbol type)
    {
        var name = type.ToDisplayString(Symbols.TypeFormat);
        if (Known.TryGetValue(name, out var expressions)) return expressions[variant % expressions.Length];
        var written = Names.Of(type);
        return type switch
        {
            IArrayTypeSymbol { Rank: 1 } array => $"new {(variant == 0 && array.ElementType is not { SpecialType: SpecialType.System_Object } ? "" : Names.Of(array.ElementType))}[] {{ {Typed(array.ElementType)} }}",
            INamedTypeSymbol { TypeKind: TypeKind.Enum } named when named.MemberNames.FirstOrDefault(member => member != "value__" && member != ".ctor") is { } member => $"{written}.{member}",
            INamedTypeSymbol { TypeKind: TypeKind.Delegate, DelegateInvokeMethod: { } invoke } => Lambda(invoke),
            INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } named => Of(named.TypeArguments[0]),
            INamedTypeSymbol { Name: "List" or "Dictionary" or "HashSet" or "Queue" or "Stack" } => $"new {written}()",
            INamedTypeSymbol { Name: "IEnumerable" or "IList" or "ICollection" or "IReadOnlyList" or "IReadOnlyCollection", TypeArguments: [var element] } =>
                variant == 0 ? $"new[] {{ {Typed(element)} }}" : $"new List<{Names.Of(element)}>()",
            _ => $"default({written})",
        };
    }

    /// Of that type by itself, not by conversion: from it the type of an array is told.
    string Typed(ITypeSymbol type) => type.SpecialType switch
    {
        SpecialType.System_String or SpecialType.System_Int32 or SpecialType.System_Boolean => Of(type),
        _ => $"({Names.Of(type)}){Of(type)}",
    };

    string Lambda(IMethodSymbol invoke)
    {
        var parameters = string.Join(", ", invoke.Parameters.Select((_, index) => $"p{index}"));
        var same = invoke.Parameters.Select((parameter, index) => (parameter, index))
            .FirstOrDefault(pair => SymbolEqualityComparer.Default.Equals(pair.parameter.Type, invoke.ReturnType));
        var body = invoke.ReturnsVoid ? "{ }" : same.parameter is null ? Of(invoke.ReturnType) : $"p{same.index}";
        return invoke.Parameters.Length == 1 ? $"{parameters} => {body}" : $"({parameters}) => {body}";
    }
}
