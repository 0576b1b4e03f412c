using System.Runtime.InteropServices;
using Infra.Cli.Commands.Stacks;
using Infra.Cli.Json;
using Infra.Cli.Terminals;

namespace Infra.Cli.Commands.Information;

/// <summary><c>about</c>: what a bug report needs to say about the machine and the project.</summary>
internal sealed class AboutCommand : CliCommand
{
    public AboutCommand(CommandContext context)
        : base("about", "Describe the engine, the machine and the project for a bug report")
    {
        var json = Take<bool>("--json", "Write JSON", "-j");
        Runs(async parsed =>
        {
            var facts = await FactsAsync(context);
            if (parsed.GetValue(json))
            {
                context.Terminal.RawOut.WriteLine(
                    JsonText.Write(
                        JsonLayout.Pretty,
                        writer =>
                        {
                            writer.WriteStartObject();
                            facts.ForEach(f => writer.WriteString(f.Name, f.Value));
                            writer.WriteEndObject();
                        }
                    )
                );
                return;
            }

            var table = new TextTable("FACT", "VALUE");
            facts.ForEach(f => table.Add(f.Name, f.Value));
            context.Terminal.Out.WriteLines(table.Lines());
        });
    }

    private static async Task<List<(string Name, string Value)>> FactsAsync(CommandContext context)
    {
        var access = new StackAccess(context);
        var project = access.Project;
        var stack = project is null ? null : await access.SelectedAsync();
        return
        [
            ("version", VersionCommand.Text),
            ("engine", "embedded"),
            ("dotnet", Environment.Version.ToString()),
            ("system", RuntimeInformation.OSDescription),
            ("architecture", RuntimeInformation.OSArchitecture.ToString().ToLowerInvariant()),
            ("user", context.Environment.UserName),
            ("backend", access.BackendUrl),
            ("project", project is null ? "none" : $"{project.Name} ({project.FilePath})"),
            ("runtime", project?.Runtime ?? "none"),
            ("stack", stack?.Name ?? "none"),
        ];
    }
}
