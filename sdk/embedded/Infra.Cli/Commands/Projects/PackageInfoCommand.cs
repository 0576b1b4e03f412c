using System.CommandLine;
using System.Text.Json;
using Infra.Cli.Parsing;
using Infra.Cli.Terminals;

namespace Infra.Cli.Commands.Projects;

/// <summary><c>package info</c>: lists the resources and functions of a package, or describes one.</summary>
internal sealed class PackageInfoCommand : PackageReadingCommand
{
    private readonly Option<string?> _module;
    private readonly Option<string?> _resource;
    private readonly Option<string?> _function;

    public PackageInfoCommand(CommandContext context)
        : base(context, "info", "List the resources and functions of a package, or describe one")
    {
        _module = Take<string?>("--module", "List only this module, such as index", "-m");
        _resource = Take<string?>("--resource", "Describe this resource", "-r");
        _function = Take<string?>("--function", "Describe this function", "-f");
    }

    protected override void Print(ParseResult parsed, JsonElement schema)
    {
        var resources = Members(schema, "resources", parsed.GetValue(_module));
        var functions = Members(schema, "functions", parsed.GetValue(_module));
        Context.Terminal.Out.WriteLines(
            parsed.GetValue(_resource) is { } resource
                ? Describe(Find(resources, resource), "inputProperties", "properties")
            : parsed.GetValue(_function) is { } function
                ? Describe(Find(functions, function), "inputs", "outputs")
            : List(schema, resources, functions)
        );
    }

    private static List<JsonProperty> Members(JsonElement schema, string section, string? module) =>
        schema.TryGetProperty(section, out var members)
            ?
            [
                .. members
                    .EnumerateObject()
                    .Where(m => module is null || m.Name.Split(':', '/')[1] == module),
            ]
            : [];

    private static JsonProperty Find(List<JsonProperty> members, string name)
    {
        var found = members.Where(m => m.Name == name || m.Name.Split(':')[^1] == name).ToList();
        return found is [var only]
            ? only
            : throw new CommandException(
                ExitCode.Failure,
                $"The package has no '{name}'. {Suggestions.Hint(name, members.Select(m => m.Name.Split(':')[^1]))}Without this option the command lists what it has."
            );
    }

    private static IEnumerable<StyledLine> List(
        JsonElement schema,
        List<JsonProperty> resources,
        List<JsonProperty> functions
    )
    {
        yield return new StyledLine(Text(schema, "name"), Tone.Strong).Add(
            $" {Text(schema, "version")}"
        );
        if (Text(schema, "description") is { Length: > 0 } description)
        {
            yield return new(description);
        }

        var table = new TextTable("KIND", "TOKEN", "DESCRIPTION");
        resources.ForEach(r => table.Add("resource", r.Name, Summary(r.Value)));
        functions.ForEach(f => table.Add("function", f.Name, Summary(f.Value)));
        foreach (var line in table.Lines())
        {
            yield return line;
        }
    }

    private static IEnumerable<StyledLine> Describe(
        JsonProperty member,
        string inputs,
        string outputs
    )
    {
        yield return new StyledLine(member.Name, Tone.Strong);
        yield return new(Text(member.Value, "description"));
        foreach (
            var (section, kind) in ((string, string)[])[(inputs, "INPUT"), (outputs, "OUTPUT")]
        )
        {
            // The properties of a function are those of an object, and those of a resource are its own.
            if (!member.Value.TryGetProperty(section, out var properties))
            {
                continue;
            }

            var table = new TextTable(kind, "TYPE", "DESCRIPTION");
            var all = properties.TryGetProperty("properties", out var own) ? own : properties;
            foreach (var property in all.EnumerateObject())
            {
                table.Add(property.Name, Type(property.Value), Summary(property.Value));
            }

            yield return StyledLine.Empty;
            foreach (var line in table.Lines())
            {
                yield return line;
            }
        }
    }

    private static string Type(JsonElement property) =>
        property.TryGetProperty("items", out var items) ? $"{Type(items)}[]"
        : property.TryGetProperty("oneOf", out var choices)
            ? string.Join(" | ", choices.EnumerateArray().Select(Type))
        : Text(property, "$ref") is { Length: > 0 } reference ? reference.Split(':', '/')[^1]
        : Text(property, "type");

    private static string Summary(JsonElement element) =>
        TerminalText.FirstLine(Text(element, "description"));

    private static string Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var text) && text.ValueKind == JsonValueKind.String
            ? text.GetString() ?? ""
            : "";
}
