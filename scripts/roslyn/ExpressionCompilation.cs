using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

/// All the questions of one run, bound in one compilation that is never emitted.
sealed class ExpressionCompilation
{
    public static readonly string[] Namespaces =
    {
        "System", "System.Collections.Generic", "System.IO", "System.Linq", "System.Security.Cryptography",
        "System.Security.Cryptography.X509Certificates", "System.Text", "System.Text.RegularExpressions",
        "System.Threading", "System.Threading.Tasks", "System.Xml", "System.Xml.Linq", "Newtonsoft.Json",
        "Newtonsoft.Json.Linq",
    };

    public static readonly string Usings = string.Concat(Namespaces.Select(name => $"using {name}; "));

    readonly CSharpCompilation compilation;
    readonly ILookup<SyntaxTree?, Diagnostic> diagnostics;

    public ExpressionCompilation(IEnumerable<Question> questions)
    {
        var options = new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, concurrentBuild: true)
            .WithSpecificDiagnosticOptions(new Dictionary<string, ReportDiagnostic> { ["CS8981"] = ReportDiagnostic.Suppress });
        var parseOptions = new CSharpParseOptions(LanguageVersion.CSharp7_3);
        compilation = CSharpCompilation.Create("expressions", options: options, references: References())
            .AddSyntaxTrees(CSharpSyntaxTree.ParseText(Usings + ContextApi(), parseOptions))
            .AddSyntaxTrees(questions.Select(question => question.Tree));
        // Asked of all at once: asked tree by tree, each answer takes as long as there are trees.
        diagnostics = compilation.GetDiagnostics()
            .Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning && !diagnostic.Id.StartsWith("SYSLIB"))
            .ToLookup(diagnostic => diagnostic.Location.SourceTree);
    }

    /// Errors and warnings of what has no syntax error, and for what has no error at all, what it means.
    public object Answer(Question question)
    {
        var found = diagnostics[question.Tree]
            .OrderBy(diagnostic => question.Place(diagnostic, diagnostic.Location.SourceSpan.Start))
            .ToList();
        var errors = found.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).ToList();
        var warnings = found.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Warning);
        var model = errors.Count > 0 ? null : compilation.GetSemanticModel(question.Tree);
        return new
        {
            id = question.Id,
            errors = errors.Select(diagnostic => Reported(question, diagnostic)),
            warnings = warnings.Select(diagnostic => Reported(question, diagnostic)),
            types = model is null ? null : question.Results.Select(value => Symbols.TypeOf(model, value)),
            symbols = model is null ? null : Symbols.Of(question, model),
        };
    }

    /// Code that uses the type's members, see `MemberTour`.
    public object Tour(int id, string name)
    {
        // Where the usings are those of expressions.
        var declarations = compilation.SyntaxTrees[0];
        Names.Use(compilation.GetSemanticModel(declarations), declarations.GetRoot().ChildNodes().Last().Span.End - 1);
        Samples.Int = compilation.GetSpecialType(SpecialType.System_Int32);
        Samples.String = compilation.GetSpecialType(SpecialType.System_String);
        var type = compilation.GetTypeByMetadataName(name);
        var cases = type is null ? [] : Enumerable.Range(0, 2).SelectMany(variant => new MemberTour(type, variant).Cases()).Distinct();
        return new { id, isKnown = type is not null, cases };
    }

    public static object Reported(Question question, Diagnostic diagnostic) => new
    {
        code = diagnostic.Id,
        offset = question.Place(diagnostic, diagnostic.Location.SourceSpan.Start),
        end = question.Place(diagnostic, diagnostic.Location.SourceSpan.End),
        message = diagnostic.GetMessage(),
    };

    static string ContextApi()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("ContextApi.cs")!;
        return new StreamReader(stream).ReadToEnd();
    }

    static IEnumerable<MetadataReference> References()
    {
        var places = Assembly.GetExecutingAssembly().GetCustomAttributes<AssemblyMetadataAttribute>()
            .ToDictionary(attribute => attribute.Key, attribute => attribute.Value!);
        var framework = Directory.GetDirectories(places["Framework"])
            .OrderByDescending(folder => Version.TryParse(Path.GetFileName(folder), out var version) ? version : new Version())
            .First();
        var reference = Directory.GetDirectories(Path.Combine(framework, "ref")).Single();
        // What the service compiles against, as far as .NET still has it: these forward to where their types are now.
        var assemblies = new[] { "mscorlib", "System", "System.Core", "System.Xml", "System.Xml.Linq", "Microsoft.CSharp" }
            .Select(name => Path.Combine(reference, $"{name}.dll"))
            .Append(places["Newtonsoft"])
            .ToList();
        return assemblies
            .Concat(assemblies.SelectMany(Referenced).Select(name => Path.Combine(reference, $"{name}.dll")).Where(File.Exists))
            .Distinct()
            .Select(file => MetadataReference.CreateFromFile(file));
    }

    static IEnumerable<string> Referenced(string assembly)
    {
        using var file = new PEReader(File.OpenRead(assembly));
        var metadata = file.GetMetadataReader();
        return metadata.AssemblyReferences.Select(handle => metadata.GetString(metadata.GetAssemblyReference(handle).Name)).ToList();
    }
}
