using System.Text.Json;
using Infra.Cli.Json;
using Infra.Cli.Parsing;
using Infra.Cli.Terminals;
using Infra.Engine.Plugins;

namespace Infra.Cli.Commands.Projects;

/// <summary><c>package</c>: shows the schemas of the project's packages.</summary>
internal sealed class PackageCommand : CliCommand
{
    public PackageCommand(CommandContext context)
        : base(context, "package", "Show the schemas of packages")
    {
        Subcommands.Add(new SchemaCommand(context));
        Subcommands.Add(new InfoCommand(context));
        foreach (var command in PulumiOnly.InPackage(context.ProgramName))
        {
            Subcommands.Add(command);
        }
    }

    private abstract class ReadingCommand : CliCommand
    {
        protected ReadingCommand(CommandContext context, string name, string description)
            : base(context, name, description)
        {
            var package = TakeArgument("package", "The package's name, or NAME@VERSION");
            Prints(async parsed =>
            {
                var text = await PackageSchemas.ReadAsync(
                    Access.RequireProject(),
                    parsed.GetRequiredValue(package),
                    new NoEvents(),
                    context.Interruption.Graceful
                );
                using var schema = JsonDocument.Parse(text);
                Print(schema.RootElement);
            });
        }

        protected abstract void Print(JsonElement schema);
    }

    private sealed class SchemaCommand(CommandContext context)
        : ReadingCommand(context, "get-schema", "Print the schema of a package as JSON")
    {
        protected override void Print(JsonElement schema) =>
            Context.Terminal.RawOut.WriteLine(JsonText.Write(JsonLayout.Pretty, schema.WriteTo));
    }

    private sealed class InfoCommand(CommandContext context)
        : ReadingCommand(context, "info", "List the resources and functions of a package")
    {
        protected override void Print(JsonElement schema) =>
            Context.Terminal.Out.WriteLines(Lines(schema));

        private static IEnumerable<StyledLine> Lines(JsonElement schema)
        {
            yield return new StyledLine(Text(schema, "name"), Tone.Strong).Add(
                $" {Text(schema, "version")}"
            );
            if (Text(schema, "description") is { Length: > 0 } description)
            {
                yield return new(description);
            }

            var table = new TextTable("KIND", "TOKEN", "DESCRIPTION");
            foreach (
                var (section, kind) in ((string, string)[])
                    [("resources", "resource"), ("functions", "function")]
            )
            {
                if (schema.TryGetProperty(section, out var members))
                {
                    foreach (var member in members.EnumerateObject())
                    {
                        table.Add(
                            kind,
                            member.Name,
                            TerminalText.FirstLine(Text(member.Value, "description"))
                        );
                    }
                }
            }

            foreach (var line in table.Lines())
            {
                yield return line;
            }
        }

        private static string Text(JsonElement element, string name) =>
            element.TryGetProperty(name, out var text) && text.ValueKind == JsonValueKind.String
                ? text.GetString() ?? ""
                : "";
    }
}
