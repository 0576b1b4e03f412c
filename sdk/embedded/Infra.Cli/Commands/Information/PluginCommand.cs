using System.Text.Json.Nodes;
using Infra.Cli.Display;
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

                var sizes = plugins
                    .Select(p => p.Directory)
                    .Distinct()
                    .ToDictionary(directory => directory, SizeOf);
                var table = new TextTable("NAME", "KIND", "VERSION", "SIZE", "DIRECTORY");
                foreach (var plugin in plugins)
                {
                    table.Add(
                        plugin.Name,
                        "resource",
                        plugin.Version ?? "any",
                        Sizes.Text(sizes[plugin.Directory]),
                        plugin.Directory
                    );
                }

                var total = Sizes.Text(sizes.Values.Sum());
                context.Terminal.Out.WriteLines([
                    .. table.Lines(),
                    StyledLine.Empty,
                    new($"TOTAL plugin cache size: {total}"),
                ]);
            });
        }

        private static long SizeOf(string directory)
        {
            // Links may lead anywhere and nowhere, and add no size.
            var all = new EnumerationOptions
            {
                RecurseSubdirectories = true,
                AttributesToSkip = FileAttributes.ReparsePoint,
            };
            var folder = new DirectoryInfo(directory);
            return folder.Exists ? folder.EnumerateFiles("*", all).Sum(file => file.Length) : 0;
        }

        private static string Json(IEnumerable<ProjectPlugin> plugins) =>
            JsonText.Pretty(
                new JsonArray([
                    .. plugins.Select(plugin => new JsonObject
                    {
                        ["name"] = plugin.Name,
                        ["kind"] = "resource",
                        ["version"] = plugin.Version ?? "",
                        ["size"] = SizeOf(plugin.Directory),
                        ["directory"] = plugin.Directory,
                    }),
                ])
            );
    }
}
