using System.CommandLine;
using Infra.Cli.Commands.Information;
using Infra.Cli.Parsing;

namespace Infra.Cli.Commands;

/// <summary>All commands. Building them costs a few milliseconds; what they need is made when one runs.</summary>
internal sealed class CommandTree(CommandContext context)
{
    public RootCommand Build()
    {
        var root = new RootCommand(
            "Plans and applies stacks of resources with the embedded engine."
        )
        {
            new VersionCommand(context),
        };
        root.HelpName = context.ProgramName;
        root.Options.Remove(root.Options.OfType<VersionOption>().Single());
        foreach (var command in LeftOut.AtRoot(context.ProgramName))
        {
            root.Subcommands.Add(command);
        }

        root.SetAction(parsed => root.Parse(["--help"]).Invoke(parsed.InvocationConfiguration));
        return root;
    }
}
