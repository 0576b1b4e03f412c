using System.CommandLine;
using System.Text;
using System.Text.Json;
using Infra.Engine.Files;
using Infra.Engine.Plugins;

namespace Infra.Cli.Commands.Projects;

/// <summary>Reads the schema of a package, in a project or outside of one.</summary>
internal abstract class PackageReadingCommand : CliCommand
{
    private const string Binary = "pulumi-resource-";

    protected PackageReadingCommand(CommandContext context, string name, string description)
        : base(context, name, description)
    {
        var package = TakeArgument(
            "package",
            "The package's name, NAME@VERSION, or the path of its plugin or schema"
        );
        Prints(async parsed =>
        {
            using var schema = JsonDocument.Parse(
                await ReadAsync(parsed.GetRequiredValue(package))
            );
            Print(parsed, schema.RootElement);
        });
    }

    protected abstract void Print(ParseResult parsed, JsonElement schema);

    private async Task<string> ReadAsync(string package)
    {
        var path = Path.GetFullPath(package, Context.WorkingDirectory);
        if (path.EndsWith(".json", StringComparison.Ordinal) && File.Exists(path))
        {
            return Encoding.UTF8.GetString(RegularFile.ReadBytes(path) ?? []);
        }

        var project =
            Access.Project
            ?? new()
            {
                Name = "package",
                RootDirectory = Context.WorkingDirectory,
                FilePath = Path.Combine(Context.WorkingDirectory, "Pulumi.yaml"),
                Runtime = "",
            };
        if (Path.GetFileName(path) is var file && file.StartsWith(Binary, StringComparison.Ordinal))
        {
            package = file[Binary.Length..];
            project = project with
            {
                Plugins = [new(package, Path.GetDirectoryName(path) ?? "/", Version: null)],
            };
        }

        return await PackageSchemas.ReadAsync(
            project,
            package,
            new NoEvents(),
            Context.Interruption.Graceful
        );
    }
}
