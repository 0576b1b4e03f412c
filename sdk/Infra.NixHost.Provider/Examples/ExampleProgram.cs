using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Infra.NixHost.Provider.Definitions;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.Examples;

/// <summary>Writes an example in a language, with the names that SDKs have there.</summary>
internal sealed partial class ExampleProgram(ExampleLanguage language)
{
    /// <summary>The whole program.</summary>
    public string Write(ImmutableArray<ExampleResource> program)
    {
        var resources = program.Select(Resource).ToList();
        return language switch
        {
            ExampleLanguage.TypeScript =>
                $"import * as nixhost from \"@infra/nixhost\";\n\n{string.Join("\n\n", resources)}",
            ExampleLanguage.Python =>
                $"import infra_nixhost as nixhost\n\n{string.Join("\n\n", resources)}",
            ExampleLanguage.CSharp =>
                $"using Infra.NixHost;\nusing Pulumi;\n\nreturn await Deployment.RunAsync(() =>\n{{\n{Indented(string.Join("\n\n", resources), 4)}\n}});",
            _ =>
                $"name: example\nruntime: yaml\nresources:\n{Indented(string.Join('\n', resources), 2)}",
        };
    }

    private string Resource(ExampleResource resource)
    {
        var (variable, definition, inputs) = resource;
        var lines = inputs.Select(input =>
            Assignment(
                input.Key,
                Value(input.Value, definition.Inputs.Single(p => p.Name == input.Key).Type)
            )
        );
        return language switch
        {
            ExampleLanguage.TypeScript =>
                $"const {variable} = new nixhost.{definition.Name}(\"{variable}\", {{\n{Lines(lines, 4, ",")}\n}});",
            ExampleLanguage.Python =>
                $"{variable} = nixhost.{definition.Name}(\"{variable}\",\n{Lines(lines, 4, ",")}\n)",
            ExampleLanguage.CSharp =>
                $"var {variable} = new {definition.Name}(\"{variable}\", new()\n{{\n{Lines(lines, 4, ",")}\n}});",
            _ =>
                $"{variable}:\n  type: {ResourceDefinition.Package}:{definition.Name}\n  properties:\n{Lines(lines, 4, "")}",
        };
    }

    private string Assignment(string name, string value) =>
        language switch
        {
            ExampleLanguage.Python => $"{SnakeCase(name)}={value}",
            ExampleLanguage.CSharp => $"{PascalCase(name)} = {value}",
            _ => $"{name}: {value}",
        };

    private string Value(PropertyValue value, PropertyType type) =>
        (value, type) switch
        {
            (PropertyValue.String { Value: var text }, _)
                when Reference().Match(text) is { Success: true } match => Member(
                match.Groups["resource"].Value,
                match.Groups["output"].Value
            ),
            (PropertyValue.String text, PropertyType.Choice choice)
                when language == ExampleLanguage.CSharp =>
                $"{choice.Definition.Name}.{choice.Definition.Values.Single(v => v.Value == text.Value).Name}",
            (PropertyValue.String text, _) => JsonSerializer.Serialize(text.Value),
            (PropertyValue.Number number, _) => number.Value.ToString(CultureInfo.InvariantCulture),
            (PropertyValue.Array array, PropertyType.List list) => List(
                array.Items.Select(item => Quoted(Value(item, list.Element)))
            ),
            (PropertyValue.Object { Properties: var fields }, PropertyType.Structure structure) =>
                Structure(fields, structure.Definition),
            _ => throw new InvalidOperationException($"No example has {type}."),
        };

    // YAML takes the brace of a reference for a map where a list is written in brackets.
    private string Quoted(string item) =>
        language == ExampleLanguage.Yaml && item.StartsWith('$') ? $"\"{item}\"" : item;

    // In C# a disk, a network or a host is itself what others take as an output of it.
    private string Member(string variable, string output) =>
        language switch
        {
            ExampleLanguage.Yaml => $"${{{variable}.{output}}}",
            ExampleLanguage.Python => $"{variable}.{SnakeCase(output)}",
            ExampleLanguage.CSharp when output is "disk" or "card" or "connection" => variable,
            ExampleLanguage.CSharp => $"{variable}.{PascalCase(output)}",
            _ => $"{variable}.{output}",
        };

    private string List(IEnumerable<string> items)
    {
        var joined = string.Join(", ", items);
        return language == ExampleLanguage.CSharp ? $"{{ {joined} }}" : $"[{joined}]";
    }

    private string Structure(PropertyMap fields, StructureDefinition definition)
    {
        var written = fields.Select(field =>
        {
            var value = Value(
                field.Value,
                definition.Properties.Single(p => p.Name == field.Key).Type
            );
            return language == ExampleLanguage.Python
                ? $"\"{SnakeCase(field.Key)}\": {value}"
                : Assignment(field.Key, value);
        });
        var joined = string.Join(", ", written);
        return language == ExampleLanguage.CSharp
            ? $"new {definition.Name}Args {{ {joined} }}"
            : $"{{ {joined} }}";
    }

    private static string Lines(IEnumerable<string> lines, int indent, string end) =>
        Indented(string.Join('\n', lines.Select(line => line + end)), indent);

    private static string Indented(string text, int indent) =>
        string.Join(
            '\n',
            text.Split('\n').Select(line => line.Length > 0 ? new string(' ', indent) + line : line)
        );

    private static string PascalCase(string name) => char.ToUpperInvariant(name[0]) + name[1..];

    private static string SnakeCase(string name) =>
        Capital().Replace(name, match => $"_{match.Value.ToLowerInvariant()}");

    [GeneratedRegex(
        @"^\$\{(?<resource>\w+)\.(?<output>\w+)\}\z",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Reference();

    [GeneratedRegex("[A-Z]", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Capital();
}
