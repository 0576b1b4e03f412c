using System.Text.Json;
using Infra.Cli.Commands.Stacks;
using Infra.Cli.Json;
using Infra.Cli.Parsing;
using Infra.Cli.Terminals;
using Infra.Engine.Plugins;

namespace Infra.Cli.Commands.Projects;

/// <summary><c>package</c>: what the packages of the project offer.</summary>
internal sealed class PackageCommand : CliCommand
{
    public PackageCommand(CommandContext context)
        : base("package", "Show what packages offer")
    {
        Subcommands.Add(new SchemaCommand(context));
        Subcommands.Add(new InfoCommand(context));
        foreach (var command in LeftOut.InPackage(context.ProgramName))
        {
            Subcommands.Add(command);
        }
    }

    private static async Task<string> ReadAsync(CommandContext context, string package)
    {
        var project = new StackAccess(context).RequireProject();
        return await PackageSchemas.ReadAsync(
            project,
            package,
            new NoEvents(),
            context.Interruption.Graceful
        );
    }

    /// <summary>A build of a plugin says nothing worth showing here; what fails is thrown.</summary>
    private sealed class NoEvents : Engine.Events.IEngineEventSink
    {
        public void Publish(Engine.Events.EngineEvent engineEvent) { }
    }

    private sealed class SchemaCommand : CliCommand
    {
        public SchemaCommand(CommandContext context)
            : base("get-schema", "Print the schema of a package as JSON")
        {
            var package = TakeArgument("package", "The package's name, perhaps NAME@VERSION");
            Runs(async parsed =>
            {
                using var schema = JsonDocument.Parse(
                    await ReadAsync(context, parsed.GetRequiredValue(package))
                );
                context.Terminal.RawOut.WriteLine(
                    JsonText.Write(JsonLayout.Pretty, schema.RootElement.WriteTo)
                );
            });
        }
    }

    private sealed class InfoCommand : CliCommand
    {
        public InfoCommand(CommandContext context)
            : base("info", "List the resources and functions of a package")
        {
            var package = TakeArgument("package", "The package's name, perhaps NAME@VERSION");
            Runs(async parsed =>
            {
                using var schema = JsonDocument.Parse(
                    await ReadAsync(context, parsed.GetRequiredValue(package))
                );
                context.Terminal.Out.WriteLines(Lines(schema.RootElement));
            });
        }

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
                            PlainText.FirstLine(Text(member.Value, "description"))
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
                ? text.GetString()!
                : "";
    }
}
