using System.CommandLine;
using System.Text.Json;
using Infra.Cli.Json;

namespace Infra.Cli.Commands.Projects;

/// <summary><c>package</c>: shows the schemas of packages.</summary>
internal sealed class PackageCommand : CliCommand
{
    public PackageCommand(CommandContext context)
        : base(context, "package", "Show the schemas of packages")
    {
        Subcommands.Add(new SchemaCommand(context));
        Subcommands.Add(new PackageInfoCommand(context));
    }

    private sealed class SchemaCommand(CommandContext context)
        : PackageReadingCommand(context, "get-schema", "Print the schema of a package as JSON")
    {
        protected override void Print(ParseResult parsed, JsonElement schema) =>
            Context.Terminal.RawOut.WriteLine(JsonText.Write(JsonLayout.Pretty, schema.WriteTo));
    }
}
