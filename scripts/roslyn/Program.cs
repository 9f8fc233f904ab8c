// Answers what the C# compiler says of policy expressions. Each line of the input is a JSON object
// {"id", "form": "single" | "block", "code", "mode": "syntax" | "semantic", "expected", "unknown"}, each line of the
// output {"id", "errors": [{"code", "offset", "end", "message"}]} with offsets in UTF-16 code units of the code. In
// semantic mode there are "warnings" as well, and of what has no error the "types" of its results and the "symbols" that
// its names stand for; "expected" is the type that the value is converted to, "object" where it is left out, and
// "unknown" lists names of which nothing is known. As from the compiler itself, there are only syntax errors of what has
// one. To {"id", "members": "System.String"} the answer is {"cases": [{"form", "code"}]}: code to ask about.
using System.Text;
using System.Text.Json;

using var output = new StreamWriter(Console.OpenStandardOutput(), new UTF8Encoding(false));
using var input = new StreamReader(Console.OpenStandardInput(), new UTF8Encoding(false));

var questions = new List<Question>();
var tours = new List<(int Id, string Type)>();
while (input.ReadLine() is { } line)
{
    if (line.Length == 0) continue;
    using var request = JsonDocument.Parse(line);
    var root = request.RootElement;
    if (root.TryGetProperty("members", out var type)) tours.Add((root.GetProperty("id").GetInt32(), type.GetString() ?? ""));
    else questions.Add(new Question(root));
}

var bound = new List<Question>();
foreach (var question in questions)
{
    var errors = question.SyntaxErrors()
        .OrderBy(diagnostic => diagnostic.Location.SourceSpan.Start)
        .Select(diagnostic => ExpressionCompilation.Reported(question, diagnostic))
        .ToList();
    if (question.IsSemantic && errors.Count == 0) bound.Add(question);
    else output.WriteLine(JsonSerializer.Serialize(new { id = question.Id, errors }));
}

var compilation = new ExpressionCompilation(bound);
foreach (var answer in bound.AsParallel().AsOrdered().Select(question => JsonSerializer.Serialize(compilation.Answer(question))))
    output.WriteLine(answer);
foreach (var (id, type) in tours)
    output.WriteLine(JsonSerializer.Serialize(compilation.Tour(id, type)));
