// Writes schemas/dotnet-types.json: what the C# compiler knows of the types that policy expressions can name.
//
//     dotnet dotnet-types.dll <allow list> <folder of .NET's reference assemblies> <Newtonsoft.Json.dll> <output>
//
// What is written of a type follows from the allow list: all public members of what it names, the shape alone (kind,
// base, interfaces) of what those mention, and the plain names of all other public types.
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

if (args is not [var allowlistFile, var framework, var newtonsoft, var output])
{
    Console.Error.WriteLine("Expected: allow list, folder of reference assemblies, Newtonsoft.Json.dll, output.");
    return 1;
}

var references = Directory.EnumerateFiles(framework, "*.dll").Append(newtonsoft)
    .Select(file => MetadataReference.CreateFromFile(file));
var compilation = CSharpCompilation.Create("facts", references: references,
    options: new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
var allowlist = Allowlist.Read(allowlistFile);
var selection = Selection.Make(compilation, allowlist);
File.WriteAllText(output, new Writer(selection, allowlist).Write());
Console.WriteLine(selection.Summary());
return 0;
