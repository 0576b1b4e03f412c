using System.CommandLine;
using Infra.Cli.Commands.Configuration;
using Infra.Cli.Commands.Imports;
using Infra.Cli.Commands.Information;
using Infra.Cli.Commands.Operations;
using Infra.Cli.Commands.Projects;
using Infra.Cli.Commands.Stacks;
using Infra.Cli.Commands.State;
using Infra.Cli.Completion;
using Infra.Cli.Parsing;

namespace Infra.Cli.Commands;

/// <summary>All commands. Building them costs a few milliseconds; what they need is made when one runs.</summary>
internal sealed class CommandTree(CommandContext context)
{
    public RootCommand Build()
    {
        var root = new RootCommand(
            "Plans and applies stacks of resources with the embedded engine."
        );
        Command[] commands =
        [
            new NewCommand(context),
            .. OperationCommand.All(context),
            new ImportCommand(context),
            new StackCommand(context),
            new ConfigCommand(context),
            new StateCommand(context),
            new CancelCommand(context),
            new InstallCommand(context),
            new PackageCommand(context),
            new PluginCommand(context),
            new LoginCommand(context),
            new LogoutCommand(context),
            new WhoamiCommand(context),
            new AboutCommand(context),
            new VersionCommand(context),
            new GenerateCompletionCommand(context),
            new CompletionCommand(context),
            new HelpCommand(),
            .. LeftOut.AtRoot(context.ProgramName),
        ];
        foreach (var command in commands)
        {
            root.Subcommands.Add(command);
        }

        new CompletionSources(context).AddTo(root);
        root.HelpName = context.ProgramName;
        root.Options.OfType<VersionOption>().Single().Action = new VersionAction(context);
        root.SetAction(parsed => root.Parse(["--help"]).Invoke(parsed.InvocationConfiguration));
        return root;
    }
}
