using Infra.Cli.Commands.Stacks;
using Infra.Cli.Json;
using Infra.Cli.Parsing;
using Infra.Cli.Terminals;
using Infra.Engine.Plugins;
using Infra.Engine.Workspace;

namespace Infra.Cli.Commands.Information;

/// <summary><c>plugin ls</c>: the plugins the project brings itself, and those in the plugin folder.</summary>
internal sealed class PluginCommand : CliCommand
{
    public PluginCommand(CommandContext context)
        : base("plugin", "Show provider plugins")
    {
        Subcommands.Add(new ListCommand(context));
        foreach (var command in LeftOut.InPlugin(context.ProgramName))
        {
            Subcommands.Add(command);
        }
    }

    private sealed class ListCommand : CliCommand
    {
        public ListCommand(CommandContext context)
            : base("ls", "List the provider plugins of the project and of the plugin folder")
        {
            Aliases.Add("list");
            var isJson = Take<bool>("--json", "Write JSON", "-j");
            var isOwn = Take<bool>("--project", "Only those that the project names", "-p");
            SetAction(parsed =>
            {
                var access = new StackAccess(context);
                ProjectPlugin[] plugins = parsed.GetValue(isOwn)
                    ? [.. access.RequireProject().Plugins]
                    :
                    [
                        .. access.Project?.Plugins ?? [],
                        .. InstalledPlugins.In(context.Environment.PulumiHome),
                    ];
                if (parsed.GetValue(isJson))
                {
                    context.Terminal.RawOut.WriteLine(Json(plugins));
                    return;
                }

                var table = new TextTable("NAME", "VERSION", "DIRECTORY");
                foreach (var plugin in plugins)
                {
                    table.Add(plugin.Name, plugin.Version ?? "any", plugin.Directory);
                }

                context.Terminal.Out.WriteLines(table.Lines());
            });
        }

        private static string Json(IEnumerable<ProjectPlugin> plugins) =>
            JsonText.Write(
                JsonLayout.Pretty,
                json =>
                {
                    json.WriteStartArray();
                    foreach (var plugin in plugins)
                    {
                        json.WriteStartObject();
                        json.WriteString("name", plugin.Name);
                        json.WriteString("kind", "resource");
                        json.WriteString("version", plugin.Version ?? "");
                        json.WriteString("directory", plugin.Directory);
                        json.WriteEndObject();
                    }

                    json.WriteEndArray();
                }
            );
    }
}
