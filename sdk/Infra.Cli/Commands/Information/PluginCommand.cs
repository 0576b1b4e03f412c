using Infra.Cli.Commands.Stacks;
using Infra.Cli.Parsing;
using Infra.Cli.Terminals;

namespace Infra.Cli.Commands.Information;

/// <summary><c>plugin ls</c>: the plugins the project brings itself.</summary>
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
            : base("ls", "List the provider plugins of the project")
        {
            Aliases.Add("list");
            SetAction(_ =>
            {
                var plugins = new StackAccess(context).RequireProject().Plugins;
                var table = new TextTable("NAME", "VERSION", "DIRECTORY");
                foreach (var plugin in plugins)
                {
                    table.Add(plugin.Name, plugin.Version ?? "any", plugin.Directory);
                }

                context.Terminal.Out.WriteLines(table.Lines());
            });
        }
    }
}
