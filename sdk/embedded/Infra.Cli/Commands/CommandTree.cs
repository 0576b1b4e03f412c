using System.CommandLine;
using Infra.Cli.Commands.Completion;
using Infra.Cli.Commands.Configuration;
using Infra.Cli.Commands.Imports;
using Infra.Cli.Commands.Information;
using Infra.Cli.Commands.Operations;
using Infra.Cli.Commands.Projects;
using Infra.Cli.Commands.Stacks;
using Infra.Cli.Commands.State;
using Infra.Cli.Parsing;

namespace Infra.Cli.Commands;

/// <summary>The tree of all commands. Commands open files only when they run.</summary>
internal sealed class CommandTree(CommandContext context)
{
    /// <param name="completes">Whether words are completed; in a help text the values of today's state would stand for placeholders.</param>
    public RootCommand Build(bool completes = false)
    {
        var root = new RootCommand("Previews and updates stacks with the embedded engine.");
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
            new HelpCommand(context),
        ];
        // Words in brackets are arguments here, not instructions to the parser.
        root.Directives.Clear();
        foreach (var command in commands)
        {
            root.Subcommands.Add(command);
        }

        PulumiOnly.AddTo(root, context.ProgramName);
        if (completes)
        {
            new CompletionSources(context).AddTo(root);
        }

        root.HelpName = context.ProgramName;
        // The option prints the same as the command.
        root.Options.OfType<VersionOption>().Single().Action = root
            .Subcommands.OfType<VersionCommand>()
            .Single()
            .Action;
        root.SetAction(parsed => root.Parse(["--help"]).Invoke(parsed.InvocationConfiguration));
        return root;
    }
}
