using System.Text;
using System.Text.Json;
using Documentation.Tests.Errors;
using Infra.NixHost.Provider;
using Infra.NixHost.Provider.Definitions;

namespace Documentation.Tests.Reference;

/// <summary>Writes the page of a resource from the schema, the definitions, the library's documentation and the sources.</summary>
/// <param name="token">The resource's type, e.g. <c>nixhost:index:NixGuest</c>.</param>
/// <param name="schema">What the schema has of it.</param>
internal sealed class ResourcePage(string token, JsonElement schema)
{
    private readonly string _name = SchemaText.NameOf(token);
    private readonly StringBuilder _text = new();

    private bool IsComponent =>
        schema.TryGetProperty("isComponent", out var flag) && flag.GetBoolean();

    /// <summary>The page.</summary>
    public string Write()
    {
        Add($"# {_name}", Generated.Note, SchemaText.WithoutExamples(schema));
        Add(
            IsComponent
                ? $"Its type is `{token}`. It is a component: its parts are resources of the stack, and previews show them."
                : $"Its type is `{token}`."
        );
        Add("## Example", $"```csharp\n{LibraryDocs.ExampleOf(_name)}\n```");
        AddInputs();
        AddOutputs();
        if (!IsComponent)
        {
            AddExisting();
        }

        AddErrors();
        return _text.ToString().TrimEnd() + "\n";
    }

    private void AddInputs()
    {
        var required = SchemaText.Required(schema, "requiredInputs");
        var definitions = Package
            .Resources.FirstOrDefault(r => r.Name == _name)
            ?.Inputs.ToDictionary(i => i.Name, StringComparer.Ordinal);
        var rows = Properties("inputProperties")
            .Select(p =>
                Row(
                    $"`{p.Name}`{(required.Contains(p.Name) ? " (required)" : "")}",
                    SchemaText.TypeOf(p.Value),
                    definitions is null ? null : $"`{definitions[p.Name].Impact.Code()}`",
                    SchemaText.DescriptionOf(p.Value)
                )
            );
        Add("## Inputs");
        if (definitions is not null)
        {
            Add(
                "*Change* is the [code](../errors.md#impacts) that a preview shows for another value, unless the description says more."
            );
        }

        Add(
            Table(
                definitions is null
                    ? "Input | Type | Description"
                    : "Input | Type | Change | Description",
                rows
            )
        );
    }

    private void AddOutputs()
    {
        var inputs = Properties("inputProperties")
            .Select(p => p.Name)
            .ToHashSet(StringComparer.Ordinal);
        var outputs = Properties("properties").ToList();
        var kept = inputs.Except(outputs.Select(o => o.Name), StringComparer.Ordinal).ToList();
        Add("## Outputs");
        if (!IsComponent)
        {
            Add(
                kept.Count == 0
                    ? "Every input is also an output, as it was applied."
                    : $"Every input is also an output, as it was applied, except {string.Join(", ", kept.Select(k => $"`{k}`"))}."
            );
        }

        var own = Package
            .Resources.FirstOrDefault(r => r.Name == _name)
            ?.Outputs.Select(o => o.Name);
        Add(
            Table(
                "Output | Type | Description",
                outputs
                    .Where(o => own?.Contains(o.Name, StringComparer.Ordinal) != false)
                    .Select(o =>
                        Row(
                            $"`{o.Name}`",
                            SchemaText.TypeOf(o.Value),
                            SchemaText.DescriptionOf(o.Value)
                        )
                    )
            )
        );
    }

    private void AddExisting() =>
        Add(
            "## Import, lookup and list",
            $"The id of an existing one is {LibraryDocs.IdOf(_name)}",
            $"```sh\ninfra import {token} NAME ID    # takes it into the stack and prints the code for the program\n"
                + $"pulumi do nixhost:{_name} list    # the ids that an import takes; --owned=false leaves out what stacks own\n```",
            $"`{_name}.Get` reads one without owning it:",
            $"```csharp\nvar existing = {_name}.Get(\"existing\", \"ID\");\n```"
        );

    private void AddErrors()
    {
        var folder = $"sdk/Infra.NixHost.Provider/{_name}/";
        var codes = ErrorCodes
            .Sources.Where(s => s.StartsWith(folder, StringComparison.Ordinal))
            .SelectMany(ErrorCodes.In)
            .Where(ErrorCodes.Written.Contains)
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)
            .Select(c => $"`{c}`")
            .ToList();
        Add("## Errors");
        Add(
            codes.Count == 0
                ? "Its errors are those of its parts. [All codes](../errors.md) have a cause and a remedy."
                : $"{string.Join(", ", codes)}, and those that [every resource](../errors.md#owners) and [the host](../errors.md#the-host) can have. "
                    + "[All codes](../errors.md) have a cause and a remedy."
        );
    }

    private IEnumerable<JsonProperty> Properties(string list) =>
        schema.GetProperty(list).EnumerateObject();

    private void Add(params string[] paragraphs)
    {
        foreach (var paragraph in paragraphs)
        {
            _text.Append(paragraph).Append("\n\n");
        }
    }

    private static string Row(params string?[] cells) =>
        $"| {string.Join(" | ", cells.OfType<string>())} |";

    private static string Table(string head, IEnumerable<string> rows) =>
        Generated.Table(head, rows);
}
