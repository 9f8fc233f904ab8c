using Microsoft.CodeAnalysis;

static class Names
{
    public static string Namespace(INamedTypeSymbol type) =>
        type.ContainingNamespace.IsGlobalNamespace ? "" : type.ContainingNamespace.ToDisplayString();

    /// <summary>Without namespace and type parameters, a dot before a nested type.</summary>
    public static string Nested(INamedTypeSymbol type) =>
        type.ContainingType is { } outer ? $"{Nested(outer)}.{type.Name}" : type.Name;

    public static string Full(INamedTypeSymbol type) =>
        Namespace(type) is { Length: > 0 } space ? $"{space}.{Nested(type)}" : Nested(type);

    /// <summary>Those of the types around it first.</summary>
    public static IEnumerable<ITypeParameterSymbol> Parameters(INamedTypeSymbol type) =>
        (type.ContainingType is { } outer ? Parameters(outer) : []).Concat(type.TypeParameters);

    public static IEnumerable<ITypeSymbol> Arguments(INamedTypeSymbol type) =>
        (type.ContainingType is { } outer ? Arguments(outer) : []).Concat(type.TypeArguments);

    public static string? Keyword(SpecialType type) => type switch
    {
        SpecialType.System_Object => "object",
        SpecialType.System_String => "string",
        SpecialType.System_Boolean => "bool",
        SpecialType.System_Char => "char",
        SpecialType.System_SByte => "sbyte",
        SpecialType.System_Byte => "byte",
        SpecialType.System_Int16 => "short",
        SpecialType.System_UInt16 => "ushort",
        SpecialType.System_Int32 => "int",
        SpecialType.System_UInt32 => "uint",
        SpecialType.System_Int64 => "long",
        SpecialType.System_UInt64 => "ulong",
        SpecialType.System_Single => "float",
        SpecialType.System_Double => "double",
        SpecialType.System_Decimal => "decimal",
        SpecialType.System_Void => "void",
        _ => null,
    };
}
