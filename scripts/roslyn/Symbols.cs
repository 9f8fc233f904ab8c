using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

/// What the names, operators and brackets of an expression stand for.
static class Symbols
{
    public static readonly SymbolDisplayFormat TypeFormat = new(
        typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameAndContainingTypesAndNamespaces,
        genericsOptions: SymbolDisplayGenericsOptions.IncludeTypeParameters,
        miscellaneousOptions: SymbolDisplayMiscellaneousOptions.UseSpecialTypes);

    static readonly SymbolDisplayFormat Format = TypeFormat
        .WithMemberOptions(SymbolDisplayMemberOptions.IncludeContainingType | SymbolDisplayMemberOptions.IncludeParameters)
        .WithParameterOptions(SymbolDisplayParameterOptions.IncludeType | SymbolDisplayParameterOptions.IncludeModifiers);

    public static IEnumerable<object> Of(Question question, SemanticModel model)
    {
        foreach (var node in question.Tree.GetRoot().DescendantNodes().Where(question.IsInside))
        {
            var (place, symbol) = Bound(node, model);
            if (symbol == null) continue;
            yield return new
            {
                offset = question.Place(place.Start),
                end = question.Place(place.End),
                kind = symbol.Kind.ToString().ToLowerInvariant(),
                symbol = Shown(symbol),
                type = node is ExpressionSyntax expression && symbol is not ITypeSymbol ? TypeOf(model, expression) : null,
            };
        }
    }

    /// `null` where a value has no type of its own: `null`, a lambda, a method's name.
    public static string? TypeOf(SemanticModel model, ExpressionSyntax value) =>
        model.GetTypeInfo(value).Type?.ToDisplayString(TypeFormat);

    static (Microsoft.CodeAnalysis.Text.TextSpan, ISymbol?) Bound(SyntaxNode node, SemanticModel model) => node switch
    {
        IdentifierNameSyntax { IsVar: true } or IdentifierNameSyntax { Parent: NameColonSyntax } => (node.Span, null),
        SimpleNameSyntax name => (name.Identifier.Span, model.GetSymbolInfo(node).Symbol),
        ObjectCreationExpressionSyntax creation => (creation.NewKeyword.Span, model.GetSymbolInfo(node).Symbol),
        ElementAccessExpressionSyntax access => (access.ArgumentList.OpenBracketToken.Span, model.GetSymbolInfo(node).Symbol),
        ElementBindingExpressionSyntax access => (access.ArgumentList.OpenBracketToken.Span, model.GetSymbolInfo(node).Symbol),
        BinaryExpressionSyntax binary => (binary.OperatorToken.Span, Operator(model.GetSymbolInfo(node).Symbol)),
        AssignmentExpressionSyntax assignment => (assignment.OperatorToken.Span, Operator(model.GetSymbolInfo(node).Symbol)),
        PrefixUnaryExpressionSyntax unary => (unary.OperatorToken.Span, Operator(model.GetSymbolInfo(node).Symbol)),
        CastExpressionSyntax cast => (cast.OpenParenToken.Span, Operator(ConversionOf(cast, model))),
        _ => (node.Span, null),
    };

    static ISymbol? ConversionOf(CastExpressionSyntax cast, SemanticModel model) =>
        model.GetTypeInfo(cast).Type is { } type
            ? model.ClassifyConversion(cast.Expression, type, isExplicitInSource: true).MethodSymbol
            : null;

    /// Operators of the language itself are not of interest.
    static ISymbol? Operator(ISymbol? symbol) =>
        symbol is IMethodSymbol { MethodKind: MethodKind.UserDefinedOperator or MethodKind.Conversion } ? symbol : null;

    /// As it was declared: extension methods with their first parameter, generic ones with their type parameters.
    static string Shown(ISymbol symbol) => symbol switch
    {
        ILocalSymbol or IParameterSymbol or IRangeVariableSymbol or ILabelSymbol => symbol.Name,
        IMethodSymbol { MethodKind: MethodKind.LocalFunction } => symbol.Name,
        IMethodSymbol method => Declared(method.ReducedFrom ?? method),
        _ => Declared(symbol),
    };

    static string Declared(ISymbol symbol)
    {
        if (symbol is ITypeSymbol or INamespaceSymbol) return symbol.OriginalDefinition.ToDisplayString(TypeFormat);
        var declared = symbol.OriginalDefinition;
        // A named member of a tuple is the field that it stands for.
        if (declared is IFieldSymbol { CorrespondingTupleField: { } field }) declared = field.OriginalDefinition;
        var shown = declared.ToDisplayString(Format);
        return declared is IMethodSymbol { MethodKind: MethodKind.Constructor or MethodKind.UserDefinedOperator or MethodKind.Conversion } method
            ? $"{method.ContainingType.ToDisplayString(TypeFormat)}.{method.MetadataName}{shown[shown.LastIndexOf('(')..]}{Converted(method)}"
            : shown;
    }

    /// Conversions differ in nothing else.
    static string Converted(IMethodSymbol method) =>
        method.MethodKind == MethodKind.Conversion ? $": {method.ReturnType.ToDisplayString(TypeFormat)}" : "";
}
