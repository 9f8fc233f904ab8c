using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

/// <summary>Which types and members are written.</summary>
sealed class Selection
{
    static readonly SymbolEqualityComparer Same = SymbolEqualityComparer.Default;

    readonly Allowlist allowlist;
    readonly Dictionary<INamedTypeSymbol, IReadOnlyList<ISymbol>> members = new(Same);
    readonly HashSet<INamedTypeSymbol> mentioned = new(Same);
    readonly Queue<INamedTypeSymbol> waiting = new();

    /// <summary>Every public type that isn't nested.</summary>
    public IReadOnlyList<INamedTypeSymbol> Public { get; }
    public IReadOnlyCollection<INamedTypeSymbol> Types => mentioned;

    Selection(CSharpCompilation compilation, Allowlist allowlist)
    {
        this.allowlist = allowlist;
        Public = [.. PublicTypes(compilation.GlobalNamespace).Where(type => IsOurs(Names.Namespace(type)))];
    }

    public static Selection Make(CSharpCompilation compilation, Allowlist allowlist)
    {
        var selection = new Selection(compilation, allowlist);
        selection.Select(compilation);
        return selection;
    }

    /// <summary>All public ones of a type that is known completely; of others operators, and the extension methods that matter.</summary>
    public IReadOnlyList<ISymbol> MembersOf(INamedTypeSymbol type) => members.GetValueOrDefault(type) ?? [];

    public bool IsComplete(INamedTypeSymbol type) => !extensionsOnly.Contains(type) && members.ContainsKey(type);

    readonly HashSet<INamedTypeSymbol> extensionsOnly = new(Same);

    public string Summary() =>
        $"{mentioned.Count} types, {mentioned.Count(IsComplete)} of them with "
        + $"{members.Values.Sum(list => list.Count)} members; {Public.Count} public types in all.";

    void Select(CSharpCompilation compilation)
    {
        var wanted = allowlist.Allowed.Keys.Concat(allowlist.Known).ToHashSet();
        foreach (var type in Public.SelectMany(WithNested).Where(type => wanted.Remove(Names.Full(type)) || IsWanted(type)))
            Complete(type);
        if (wanted.Count > 0)
            throw new InvalidOperationException($"There is no public type {string.Join(", ", wanted.Order())}.");
        Complete(compilation.GetSpecialType(SpecialType.System_Void));
        Drain();
        // What could be called on a value of a type that is known here.
        foreach (var type in Public.Where(type => type.MightContainExtensionMethods && !members.ContainsKey(type)
            && allowlist.Imports.Contains(Names.Namespace(type))).ToList())
        {
            var extensions = Kept(type).Where(member => member is IMethodSymbol { IsExtensionMethod: true } method
                && TakesKnown(method.Parameters[0].Type)).ToList();
            if (extensions.Count == 0) continue;
            extensionsOnly.Add(type);
            Mention(type);
            Add(type, extensions);
        }
        Drain();
        while (AddOperators()) Drain();
    }

    /// <summary>Operators and conversions are known of every type: a value may become one of it, or be compared.</summary>
    bool AddOperators()
    {
        var open = mentioned.Where(type => type.TypeKind is TypeKind.Class or TypeKind.Struct && !members.ContainsKey(type)).ToList();
        foreach (var type in open)
        {
            extensionsOnly.Add(type);
            Add(type, [.. Kept(type).Where(member =>
                member is IMethodSymbol { MethodKind: MethodKind.UserDefinedOperator or MethodKind.Conversion })]);
        }
        return open.Count > 0;
    }

    bool IsWanted(INamedTypeSymbol type) =>
        allowlist.Allowed.ContainsKey(Names.Full(type)) || allowlist.Known.Contains(Names.Full(type));

    bool TakesKnown(ITypeSymbol receiver) => receiver switch
    {
        ITypeParameterSymbol => true,
        IArrayTypeSymbol => true,
        INamedTypeSymbol { IsRefLikeType: true } => false,
        INamedTypeSymbol named => IsComplete(named.OriginalDefinition) && named.TypeKind != TypeKind.Delegate,
        _ => false,
    };

    void Complete(INamedTypeSymbol type)
    {
        if (members.ContainsKey(type)) return;
        Mention(type);
        Add(type, Kept(type));
    }

    void Add(INamedTypeSymbol type, IReadOnlyList<ISymbol> list)
    {
        members.Add(type, list);
        foreach (var member in list) foreach (var part in Signature(member)) Mention(part);
    }

    void Mention(ITypeSymbol? type)
    {
        switch (type)
        {
            case IArrayTypeSymbol array: Mention(array.ElementType); break;
            case IPointerTypeSymbol pointer: Mention(pointer.PointedAtType); break;
            case ITypeParameterSymbol: break;
            case INamedTypeSymbol named:
                if (mentioned.Add(named.OriginalDefinition)) waiting.Enqueue(named.OriginalDefinition);
                foreach (var argument in Names.Arguments(named)) Mention(argument);
                break;
        }
    }

    void Drain()
    {
        while (waiting.TryDequeue(out var type))
        {
            Mention(type.BaseType);
            if (type.ContainingType is { } outer) Mention(outer);
            foreach (var implemented in type.Interfaces) Mention(implemented);
            foreach (var constraint in type.TypeParameters.SelectMany(parameter => parameter.ConstraintTypes))
                Mention(constraint);
            // What an allowed type inherits is part of what is known of it.
            if (allowlist.AllowanceOf(type) != "refused" && members.ContainsKey(type))
                foreach (var inherited in Inherited(type)) Complete(inherited);
            if (type.TypeKind is TypeKind.Enum or TypeKind.Delegate) Complete(type);
        }
    }

    static IEnumerable<INamedTypeSymbol> Inherited(INamedTypeSymbol type)
    {
        for (var parent = type.BaseType; parent is not null; parent = parent.BaseType) yield return parent.OriginalDefinition;
        if (type.TypeKind != TypeKind.Interface) yield break;
        foreach (var parent in type.AllInterfaces) yield return parent.OriginalDefinition;
    }

    static IEnumerable<ITypeSymbol> Signature(ISymbol member) => member switch
    {
        IMethodSymbol method => method.Parameters.Select(parameter => parameter.Type).Append(method.ReturnType)
            .Concat(method.TypeParameters.SelectMany(parameter => parameter.ConstraintTypes)),
        IPropertySymbol property => property.Parameters.Select(parameter => parameter.Type).Append(property.Type),
        IFieldSymbol field => [field.Type],
        IEventSymbol happening => [happening.Type],
        _ => [],
    };

    /// <summary>The public members that C# 7.3 can use, without overloads for spans where there is one without.</summary>
    IReadOnlyList<ISymbol> Kept(INamedTypeSymbol type)
    {
        var usable = type.GetMembers().Where(member => IsUsable(type, member)).ToList();
        var plain = usable.Where(member => !TakesSpan(member)).Select(member => member.MetadataName).ToHashSet();
        return [.. usable.Where(member => !TakesSpan(member) || !plain.Contains(member.MetadataName))];
    }

    bool IsUsable(INamedTypeSymbol type, ISymbol member)
    {
        if (member.DeclaredAccessibility != Accessibility.Public) return false;
        if (Signature(member).Any(HasPointer)) return false;
        if (allowlist.Hidden.Contains($"{Names.Full(type)}.{member.MetadataName}")) return false;
        if (type.TypeKind == TypeKind.Delegate) return member.Name == "Invoke";
        return member switch
        {
            IMethodSymbol { MethodKind: MethodKind.Ordinary or MethodKind.Constructor } => !member.Name.StartsWith('<'),
            // Operators of C# 11.
            IMethodSymbol { MethodKind: MethodKind.UserDefinedOperator or MethodKind.Conversion } =>
                !member.Name.StartsWith("op_Checked") && member.Name != "op_UnsignedRightShift",
            IPropertySymbol or IFieldSymbol or IEventSymbol => true,
            _ => false,
        };
    }

    static bool TakesSpan(ISymbol member) => member switch
    {
        IMethodSymbol { MethodKind: MethodKind.Conversion } => false,
        IMethodSymbol method => method.Parameters.Any(parameter => IsSpan(parameter.Type)),
        IPropertySymbol property => property.Parameters.Any(parameter => IsSpan(parameter.Type)),
        _ => false,
    };

    static bool IsSpan(ITypeSymbol type) => type is INamedTypeSymbol { IsRefLikeType: true };

    static bool HasPointer(ITypeSymbol type) => type switch
    {
        IPointerTypeSymbol or IFunctionPointerTypeSymbol => true,
        IArrayTypeSymbol array => HasPointer(array.ElementType),
        _ => false,
    };

    static bool IsOurs(string space) =>
        space is "System" or "Newtonsoft.Json" || space.StartsWith("System.") || space.StartsWith("Newtonsoft.Json.");

    static IEnumerable<INamedTypeSymbol> PublicTypes(INamespaceSymbol space) =>
        space.GetTypeMembers().Where(type => type.DeclaredAccessibility == Accessibility.Public)
            .Concat(space.GetNamespaceMembers().SelectMany(PublicTypes));

    static IEnumerable<INamedTypeSymbol> WithNested(INamedTypeSymbol type) =>
        type.GetTypeMembers().Where(nested => nested.DeclaredAccessibility == Accessibility.Public)
            .SelectMany(WithNested).Prepend(type);
}
