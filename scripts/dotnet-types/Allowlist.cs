using System.Text.Json;
using Microsoft.CodeAnalysis;

/// <summary>What schemas/expression-allowlist.json says. Type parameters don't count.</summary>
sealed class Allowlist
{
    public required IReadOnlyList<string> Imports { get; init; }
    /// <summary>By full name: the members allowed, or null for all.</summary>
    public required IReadOnlyDictionary<string, HashSet<string>?> Allowed { get; init; }
    /// <summary>By full name: members refused though the type is allowed. Name() is the overload without parameters.</summary>
    public required IReadOnlyDictionary<string, HashSet<string>> Except { get; init; }
    public required HashSet<string> AllowedNamespaces { get; init; }
    public required HashSet<string> Known { get; init; }
    public required HashSet<string> Hidden { get; init; }

    public static Allowlist Read(string file)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(file));
        var root = document.RootElement;
        IEnumerable<(string Name, JsonElement Value)> Types(string property) =>
            from space in root.GetProperty(property).EnumerateObject()
            from type in space.Value.EnumerateObject()
            select ($"{space.Name}.{type.Name}", type.Value);
        static HashSet<string> Strings(JsonElement list) =>
            list.EnumerateArray().Select(item => item.GetString() ?? "").ToHashSet();
        return new Allowlist
        {
            Imports = [.. root.GetProperty("imports").EnumerateArray().Select(item => item.GetString() ?? "")],
            Allowed = Types("allowed").ToDictionary(
                type => type.Name,
                type => type.Value.ValueKind == JsonValueKind.String ? null : Strings(type.Value)),
            Except = Types("except").ToDictionary(type => type.Name, type => Strings(type.Value)),
            AllowedNamespaces = Strings(root.GetProperty("allowedNamespaces")),
            Known = (from space in root.GetProperty("known").EnumerateObject()
                     from name in space.Value.EnumerateArray()
                     select $"{space.Name}.{name.GetString()}").ToHashSet(),
            Hidden = Strings(root.GetProperty("hidden")),
        };
    }

    public string AllowanceOf(INamedTypeSymbol type)
    {
        var name = Names.Full(type);
        if (Allowed.TryGetValue(name, out var members)) return members is null ? "allowed" : "some-members";
        return AllowedNamespaces.Contains(Names.Namespace(type)) ? "allowed" : "refused";
    }

    /// <summary>Whether the list refuses a member of a type that it allows.</summary>
    public bool Refuses(ISymbol member)
    {
        // The service looks at names, calls and creations, never at operators.
        if (member is IMethodSymbol { MethodKind: MethodKind.UserDefinedOperator or MethodKind.Conversion }) return false;
        var type = Names.Full(member.ContainingType);
        if (Allowed.TryGetValue(type, out var members) && members is not null && !members.Contains(member.MetadataName))
            return true;
        return Except.TryGetValue(type, out var except)
            && (except.Contains(member.MetadataName)
                || (member is IMethodSymbol { Parameters.Length: 0 } && except.Contains($"{member.MetadataName}()")));
    }
}
