// Answers what the C# compiler's parser says of policy expressions. Each line of the input is a JSON object
// {"id", "form": "single" | "block", "code"}, each line of the output {"id", "errors": [{"code", "offset", "end",
// "message"}]} with offsets in UTF-16 code units of the code. Only syntax errors count: nothing is bound.
using System.Text;
using System.Text.Json;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

var options = new CSharpParseOptions(LanguageVersion.CSharp7_3, DocumentationMode.None);
using var output = new StreamWriter(Console.OpenStandardOutput(), new UTF8Encoding(false));
using var input = new StreamReader(Console.OpenStandardInput(), new UTF8Encoding(false));

while (input.ReadLine() is { } line)
{
    if (line.Length == 0) continue;
    using var request = JsonDocument.Parse(line);
    var code = request.RootElement.GetProperty("code").GetString() ?? "";
    // The line break keeps a comment at the end of the code from hiding what follows.
    var (before, after) = request.RootElement.GetProperty("form").GetString() == "block"
        ? ("class C { object M() {", "\n} }")
        : ("class C { object M() { return (", "\n); } }");
    var tree = CSharpSyntaxTree.ParseText(before + code + after, options);
    int Place(int offset) => Math.Clamp(offset - before.Length, 0, code.Length);
    var errors = tree.GetDiagnostics()
        .Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)
        .OrderBy(diagnostic => diagnostic.Location.SourceSpan.Start)
        .Select(diagnostic => new
        {
            code = diagnostic.Id,
            offset = Place(diagnostic.Location.SourceSpan.Start),
            end = Place(diagnostic.Location.SourceSpan.End),
            message = diagnostic.GetMessage(),
        });
    output.WriteLine(JsonSerializer.Serialize(new { id = request.RootElement.GetProperty("id"), errors }));
}
