using System.Text.Json.Nodes;
using Infra.Cli.Json;
using Infra.Cli.Terminals;
using Infra.Engine.Plugins;
using Infra.Engine.Workspace;

namespace Infra.Cli.Commands.Information;

/// <summary><c>plugin ls</c>: lists the plugins of the project and of the plugin folder.</summary>
internal sealed class PluginCommand : CliCommand
{
    public PluginCommand(CommandContext context)
        : base(context, "plugin", "List, install and remove provider plugins")
    {
        Subcommands.Add(new ListCommand(context));
        Subcommands.Add(new PluginInstallCommand(context));
        Subcommands.Add(new PluginRemoveCommand(context));
    }

    private sealed class ListCommand : CliCommand
    {
        public ListCommand(CommandContext context)
            : base(
                context,
                "ls",
                "List the provider plugins of the project and of the plugin folder"
            )
        {
            Aliases.Add("list");
            var isJson = TakeJson();
            var isOwn = Take<bool>("--project", "List only the plugins of the project", "-p");
            Prints(parsed =>
            {
                ProjectPlugin[] plugins = parsed.GetValue(isOwn)
                    ? [.. Access.RequireProject().Plugins]
                    :
                    [
                        .. Access.Project?.Plugins ?? [],
                        .. InstalledPlugins.In(context.Environment.PulumiHome),
                    ];
                if (isJson(parsed))
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
            JsonText.Pretty(
                new JsonArray([
                    .. plugins.Select(plugin => new JsonObject
                    {
                        ["name"] = plugin.Name,
                        ["kind"] = "resource",
                        ["version"] = plugin.Version ?? "",
                        ["directory"] = plugin.Directory,
                    }),
                ])
            );
    }
}
