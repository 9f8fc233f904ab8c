using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.CodeAnalysis;

/// <summary>Writes the selection as JSON, one type a line, members as C# declarations (server/src/core/expression/types/data.ts).</summary>
sealed class Writer
{
    static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    readonly Selection selection;
    readonly Allowlist allowlist;
    /// <summary>Names that more than one type has, type parameters counted: those are written in full.</summary>
    readonly HashSet<string> ambiguous;

    public Writer(Selection selection, Allowlist allowlist)
    {
        this.selection = selection;
        this.allowlist = allowlist;
        ambiguous = selection.Types.GroupBy(Short).Where(group => group.Count() > 1).Select(group => group.Key).ToHashSet();
    }

    static string Short(INamedTypeSymbol type) => $"{Names.Nested(type)}`{Names.Parameters(type).Count()}";

    public string Write()
    {
        var text = new StringBuilder("{\n\"imports\":");
        text.Append(JsonSerializer.Serialize(allowlist.Imports, Json)).Append(",\n\"namespaces\":{\n");
        text.AppendJoin(",\n", selection.Types.Where(type => type.SpecialType != SpecialType.System_Void)
            .GroupBy(Names.Namespace).OrderBy(space => space.Key, StringComparer.Ordinal)
            .Select(space => $"{Quoted(space.Key)}:{{\n" + string.Join(",\n", space
                .Select(type => (Key: Key(type), Type: type)).OrderBy(entry => entry.Key, StringComparer.Ordinal)
                .Select(entry => $"{Quoted(entry.Key)}:{Facts(entry.Type)}")) + "\n}"));
        text.Append("\n},\n\"unlisted\":{\n");
        var listed = selection.Types.Select(Names.Full).ToHashSet();
        text.AppendJoin(",\n", selection.Public.Where(type => !listed.Contains(Names.Full(type)))
            .GroupBy(Names.Namespace).OrderBy(space => space.Key, StringComparer.Ordinal)
            .Select(space => $"{Quoted(space.Key)}:" + Quoted(string.Join(' ', space.Select(type => type.Name).Distinct()
                .Order(StringComparer.Ordinal)))));
        return text.Append("\n}\n}\n").ToString();
    }

    static string Quoted(string text) => JsonSerializer.Serialize(text, Json);

    static string Key(INamedTypeSymbol type)
    {
        var around = type.ContainingType is { } outer ? $"{Key(outer)}." : "";
        var parameters = string.Join(',', type.TypeParameters.Select(parameter => parameter.Variance switch
        {
            VarianceKind.In => $"in {parameter.Name}",
            VarianceKind.Out => $"out {parameter.Name}",
            _ => parameter.Name,
        }));
        return around + (parameters == "" ? type.Name : $"{type.Name}<{parameters}>");
    }

    string Facts(INamedTypeSymbol type)
    {
        var facts = new List<string> { $"\"kind\":{Quoted(Kind(type))}" };
        void Fact(string name, string value) { if (value != "") facts.Add($"\"{name}\":{Quoted(value)}"); }
        if (type.TypeKind == TypeKind.Class && type.BaseType is { SpecialType: not SpecialType.System_Object } parent)
            Fact("base", Type(parent));
        if (type.TypeKind != TypeKind.Enum) Fact("interfaces", string.Join(',', type.Interfaces.Select(Type).Order(StringComparer.Ordinal)));
        Fact("where", string.Join(';', Names.Parameters(type).Select(Constraints).Where(text => text != "")));
        var allowance = allowlist.AllowanceOf(type);
        if (allowance != "refused") Fact("allowance", allowance);
        if (type.TypeKind == TypeKind.Enum)
        {
            if (type.EnumUnderlyingType is { SpecialType: not SpecialType.System_Int32 } underlying) Fact("underlying", Type(underlying));
            if (type.GetAttributes().Any(attribute => attribute.AttributeClass?.Name == "FlagsAttribute")) facts.Add("\"flags\":true");
            Fact("values", string.Join(',', type.GetMembers().OfType<IFieldSymbol>().Where(field => field.HasConstantValue)
                .Select(field => $"{(allowance == "some-members" && allowlist.Refuses(field) ? "!" : "")}{field.Name}={field.ConstantValue}")));
        }
        else if (selection.MembersOf(type) is var members && (members.Count > 0 || selection.IsComplete(type)))
        {
            var list = members.Select(member => (Order: (member.MetadataName, Member(member, allowance)), Text: Member(member, allowance)))
                .OrderBy(entry => entry.Order.MetadataName, StringComparer.Ordinal).ThenBy(entry => entry.Text, StringComparer.Ordinal);
            facts.Add($"\"{(selection.IsComplete(type) ? "members" : "extensions")}\":{JsonSerializer.Serialize(list.Select(entry => entry.Text), Json)}");
        }
        return $"{{{string.Join(',', facts)}}}";
    }

    static string Kind(INamedTypeSymbol type) => type.TypeKind switch
    {
        TypeKind.Struct => type.IsRefLikeType ? "ref struct" : "struct",
        TypeKind.Interface => "interface",
        TypeKind.Enum => "enum",
        TypeKind.Delegate => "delegate",
        _ when type.IsStatic => "static class",
        _ when type.IsAbstract => "abstract class",
        _ when type.IsSealed => "sealed class",
        _ => "class",
    };

    string Member(ISymbol member, string allowance)
    {
        var text = new StringBuilder();
        if (allowance != "refused" && allowlist.Refuses(member)) text.Append('!');
        if (member.GetAttributes().FirstOrDefault(attribute => attribute.AttributeClass?.Name == "ObsoleteAttribute") is { } obsolete)
            text.Append($"[{Quoted(obsolete.ConstructorArguments.FirstOrDefault().Value as string ?? "")}] ");
        if (member is IFieldSymbol { IsConst: true }) text.Append("const ");
        else if (member.IsStatic) text.Append("static ");
        if (member.IsOverride) text.Append("override ");
        switch (member)
        {
            case IMethodSymbol { MethodKind: MethodKind.Constructor } constructor:
                text.Append($"new({Parameters(constructor.Parameters, false)})");
                break;
            case IMethodSymbol method:
                text.Append($"{Type(method.ReturnType)} {method.MetadataName}");
                if (method.Arity > 0) text.Append($"<{string.Join(',', method.TypeParameters.Select(parameter => parameter.Name))}>");
                text.Append($"({Parameters(method.Parameters, method.IsExtensionMethod)})");
                var where = string.Join(';', method.TypeParameters.Select(Constraints).Where(constraint => constraint != ""));
                if (where != "") text.Append($" where {where}");
                break;
            case IPropertySymbol property:
                text.Append($"{Type(property.Type)} {property.MetadataName}");
                if (property.Parameters.Length > 0) text.Append($"[{Parameters(property.Parameters, false)}]");
                var reads = property.GetMethod is { DeclaredAccessibility: Accessibility.Public };
                // What only an initialiser of C# 9 may set can't be set.
                var writes = property.SetMethod is { DeclaredAccessibility: Accessibility.Public, IsInitOnly: false };
                text.Append(reads ? writes ? "{get;set}" : "{get}" : "{set}");
                break;
            case IFieldSymbol field:
                if (field.IsReadOnly) text.Append("readonly ");
                text.Append($"{Type(field.Type)} {field.Name}");
                if (field.HasConstantValue) text.Append($"={Constant(field.ConstantValue)}");
                break;
            case IEventSymbol happening:
                text.Append($"event {Type(happening.Type)} {happening.Name}");
                break;
        }
        return text.ToString();
    }

    string Parameters(IEnumerable<IParameterSymbol> parameters, bool isExtension) => string.Join(',', parameters.Select((parameter, index) =>
    {
        var text = new StringBuilder();
        if (isExtension && index == 0) text.Append("this ");
        text.Append(parameter switch
        {
            { RefKind: RefKind.Ref } => "ref ",
            { RefKind: RefKind.Out } => "out ",
            { RefKind: RefKind.In or RefKind.RefReadOnlyParameter } => "in ",
            { IsParams: true, Type: IArrayTypeSymbol } => "params ",
            _ => "",
        });
        text.Append($"{Type(parameter.Type)} {parameter.Name}");
        if (parameter.HasExplicitDefaultValue)
            text.Append('=').Append(parameter.ExplicitDefaultValue is null && parameter.Type.IsValueType ? "default" : Constant(parameter.ExplicitDefaultValue));
        else if (parameter.IsOptional) text.Append("=default");
        return text.ToString();
    }));

    string Constraints(ITypeParameterSymbol parameter)
    {
        var list = new List<string>();
        if (parameter.HasReferenceTypeConstraint) list.Add("class");
        if (parameter.HasValueTypeConstraint || parameter.HasUnmanagedTypeConstraint) list.Add("struct");
        list.AddRange(parameter.ConstraintTypes.Select(Type));
        if (parameter.HasConstructorConstraint && !parameter.HasValueTypeConstraint) list.Add("new()");
        return list.Count == 0 ? "" : $"{parameter.Name}:{string.Join(',', list)}";
    }

    static string Constant(object? value) => value switch
    {
        null => "null",
        bool boolean => boolean ? "true" : "false",
        string text => Quoted(text),
        char character => Quoted(character.ToString()),
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        float number => number.ToString("R", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => throw new InvalidOperationException($"No constant: {value}"),
    };

    string Type(ITypeSymbol type)
    {
        switch (type)
        {
            case IArrayTypeSymbol array: return $"{Type(array.ElementType)}[{new string(',', array.Rank - 1)}]";
            case ITypeParameterSymbol parameter: return parameter.Name;
            case IDynamicTypeSymbol: return "dynamic";
            case INamedTypeSymbol named:
                if (Names.Keyword(named.SpecialType) is { } keyword) return keyword;
                if (named.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T && !named.IsDefinition)
                    return $"{Type(named.TypeArguments[0])}?";
                if (named.IsTupleType && !named.IsDefinition)
                    return $"({string.Join(',', named.TupleElements.Select(element => element.IsExplicitlyNamedTupleElement ? $"{Type(element.Type)} {element.Name}" : Type(element.Type)))})";
                var name = ambiguous.Contains(Short(named.OriginalDefinition)) ? Names.Full(named) : Names.Nested(named);
                var arguments = string.Join(',', Names.Arguments(named).Select(Type));
                return arguments == "" ? name : $"{name}<{arguments}>";
            default: throw new InvalidOperationException($"No notation for the type {type}.");
        }
    }
}
