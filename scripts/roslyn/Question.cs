using System.Text.Json;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

/// What is asked about one expression. Offsets are in UTF-16 code units of its code.
sealed class Question
{
    const string Method = "__Value";
    static readonly CSharpParseOptions Options = new(LanguageVersion.CSharp7_3, DocumentationMode.None);

    public int Id { get; }
    public bool IsSemantic { get; }
    /// The type that the expression's value is converted to, in C#.
    string Expected { get; }
    bool IsBlock { get; }
    string Code { get; }
    /// How many characters stand before the code in the tree.
    int Before { get; }
    public SyntaxTree Tree { get; }

    public Question(JsonElement root)
    {
        string? Text(string name) => root.TryGetProperty(name, out var value) ? value.GetString() : null;
        Id = root.GetProperty("id").GetInt32();
        IsSemantic = Text("mode") == "semantic";
        IsBlock = Text("form") == "block";
        Expected = Text("expected") ?? "object";
        Code = Text("code") ?? "";
        // Without a `this`, and with names that no expression has. The usings stand where the compiler looks last, so
        // that the context's types come first.
        var before = (IsSemantic ? ExpressionCompilation.Usings : "")
            + $"static class __Expression{Id} {{ {Unknown(root)}static {Expected} {Method}(IContext context) {{"
            + (IsBlock ? "" : " return (");
        Before = before.Length;
        // The line break keeps a comment at the end of the code from hiding what follows.
        Tree = CSharpSyntaxTree.ParseText(before + Code + (IsBlock ? "\n} }" : "\n); } }"), Options);
    }

    /// Names that may stand for any value.
    static string Unknown(JsonElement root) => root.TryGetProperty("unknown", out var names)
        ? string.Concat(names.EnumerateArray().Select(name => $"static dynamic {name.GetString()}; "))
        : "";

    /// What is said of the whole method, as that not all of its paths return, is said at its end.
    public int Place(Diagnostic diagnostic, int offset) => diagnostic.Id == "CS0161" ? Place(int.MaxValue) : Place(offset);

    public int Place(int offset) => Math.Clamp(offset - Before, 0, Code.Length);

    public bool IsInside(SyntaxNode node) =>
        node.SpanStart >= Before && node.Span.End <= Before + Code.Length;

    public BlockSyntax Body => Tree.GetRoot().DescendantNodes().OfType<MethodDeclarationSyntax>().First().Body!;

    /// The expressions whose value the whole has: that of `@(…)`, or those of the returns of `@{…}`.
    public IEnumerable<ExpressionSyntax> Results =>
        Body.DescendantNodes(node => node is not (LambdaExpressionSyntax or AnonymousMethodExpressionSyntax or LocalFunctionStatementSyntax))
            .OfType<ReturnStatementSyntax>()
            .Select(statement => statement.Expression)
            .OfType<ExpressionSyntax>()
            .Select(value => !IsBlock && value is ParenthesizedExpressionSyntax whole ? whole.Expression : value);

    public IEnumerable<Diagnostic> SyntaxErrors()
    {
        var errors = Tree.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).ToList();
        // A bracket too many may end the method, and what follows be another member.
        if (errors.Count == 0 && Body.Span.End <= Before + Code.Length)
            errors.Add(Diagnostic.Create(EndsEarly, Location.Create(Tree, Body.CloseBraceToken.Span)));
        return errors;
    }

    static readonly DiagnosticDescriptor EndsEarly =
        new("CS1022", "", "Type or namespace definition, or end-of-file expected", "Compiler", DiagnosticSeverity.Error, true);
}
