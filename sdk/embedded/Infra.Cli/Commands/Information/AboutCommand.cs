using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using Infra.Cli.Json;
using Infra.Cli.Terminals;
using Infra.Engine.Backend;
using Infra.Engine.Plugins;
using Infra.Engine.Workspace;

namespace Infra.Cli.Commands.Information;

/// <summary><c>about</c>: prints what a bug report needs to say about the machine and the project.</summary>
internal sealed class AboutCommand : CliCommand
{
    public AboutCommand(CommandContext context)
        : base(context, "about", "Print information about the engine, machine and project")
    {
        var json = TakeJson();
        TakeStack();
        Take<bool>("--transitive", "Accepted without effect", "-t").Hidden = true;
        Prints(async parsed =>
        {
            var facts = await FactsAsync(StackOf(parsed));
            if (json(parsed))
            {
                context.Terminal.RawOut.WriteLine(
                    JsonText.Pretty(
                        new JsonObject(
                            facts.Select(f => KeyValuePair.Create(f.Name, (JsonNode?)f.Value))
                        )
                    )
                );
                return;
            }

            var table = new TextTable("FACT", "VALUE");
            facts.ForEach(f => table.Add(f.Name, f.Value));
            context.Terminal.Out.WriteLines(table.Lines());
        });
    }

    private async Task<List<(string Name, string Value)>> FactsAsync(string? given)
    {
        var project = Access.Project;
        var stack =
            project is null ? null
            : given is null ? await Access.SelectedAsync()
            : await Access.RequireAsync(given, offersCreation: false);
        return
        [
            ("version", VersionCommand.Text),
            ("engine", "embedded"),
            ("dotnet", Environment.Version.ToString()),
            ("system", RuntimeInformation.OSDescription),
            ("architecture", RuntimeInformation.OSArchitecture.ToString().ToLowerInvariant()),
            ("user", Context.Environment.UserName),
            ("backend", Access.BackendUrl),
            ("project", project is null ? "none" : $"{project.Name} ({project.FilePath})"),
            ("runtime", project?.Runtime ?? "none"),
            ("stack", stack?.Name ?? "none"),
            .. stack is null ? [] : await ResourcesAsync(stack),
            ("plugins", Plugins(project)),
            .. project is null
                ? []
                : await HostFacts.ReadAsync(project, Context.Interruption.Graceful),
        ];
    }

    private async Task<IEnumerable<(string, string)>> ResourcesAsync(StackReference stack)
    {
        var backend = await Access.BackendAsync();
        var all = await backend.ListAsync(stack.Project, Context.Interruption.Graceful);
        return all.Where(summary => summary.Reference == stack)
            .Select(summary =>
                ("resources", summary.ResourceCount is { } count ? $"{count}" : "unreadable")
            );
    }

    private string Plugins(Project? project)
    {
        var all = (project?.Plugins ?? [])
            .Concat(InstalledPlugins.In(Context.Environment.PulumiHome))
            .Select(plugin => $"{plugin.Name} {plugin.Version}".TrimEnd());
        return string.Join(", ", all) is { Length: > 0 } plugins ? plugins : "none";
    }
}
