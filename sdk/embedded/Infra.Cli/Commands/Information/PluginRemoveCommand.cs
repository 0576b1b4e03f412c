using Infra.Cli.Terminals;
using Infra.Engine.Plugins;

namespace Infra.Cli.Commands.Information;

/// <summary><c>plugin rm</c>: removes plugins from the plugin folder.</summary>
internal sealed class PluginRemoveCommand : CliCommand
{
    public PluginRemoveCommand(CommandContext context)
        : base(context, "rm", "Remove provider plugins from the plugin folder")
    {
        Aliases.Add("remove");
        var kind = TakeOptionalArgument("kind", "resource");
        var name = TakeOptionalArgument("name", "The package's name; by default all packages");
        var version = TakeOptionalArgument("version", "The version; by default all versions");
        var all = Take<bool>("--all", "Remove all plugins", "-a");
        var yes = Take<bool>("--yes", "Do not ask", "-y");
        Runs(async parsed =>
        {
            if (parsed.GetValue(kind) != "resource" && !parsed.GetValue(all))
            {
                throw CommandException.Usage(
                    "plugin rm needs what to remove: resource, resource NAME, resource NAME VERSION, or --all."
                );
            }

            var removed = InstalledPlugins
                .In(context.Environment.PulumiHome)
                .Where(p =>
                    (parsed.GetValue(name) ?? p.Name) == p.Name
                    && (parsed.GetValue(version)?.TrimStart('v') ?? p.Version) == p.Version
                )
                .ToList();
            removed.ForEach(p => context.Terminal.Out.WriteLine($"  {p.Directory}"));
            if (
                removed.Count > 0
                && !parsed.GetValue(yes)
                && (
                    !context.IsInteractive
                    || await new Prompt(context.Terminal, context.Interruption).ChooseAsync(
                        "Remove these plugins?",
                        ["yes", "no"],
                        "no"
                    ) != "yes"
                )
            )
            {
                throw CommandException.Usage(
                    "no plugin was removed: plugin rm needs a confirmation, or --yes."
                );
            }

            removed.ForEach(p => Directory.Delete(p.Directory, recursive: true));
            context.Terminal.Out.WriteLine($"Removed {removed.Count} plugins");
        });
    }
}
