using System.CommandLine;
using Infra.Engine.Deployment;

namespace Infra.Cli.Commands.Operations;

/// <summary><c>preview</c>, <c>up</c>, <c>refresh</c> and <c>destroy</c>: one flow that differs in where the goals come from.</summary>
internal sealed class OperationCommand : Command
{
    private OperationCommand(
        CommandContext context,
        string name,
        string description,
        DeploymentKind kind,
        params string[] aliases
    )
        : base(name, description)
    {
        foreach (var alias in aliases)
        {
            Aliases.Add(alias);
        }

        var options = new OperationOptions(this, kind, isPreview: name == "preview");
        SetAction(async parsed =>
            (int)await new StackOperation(context, options.Read(parsed, context)).RunAsync()
        );
    }

    public static IEnumerable<Command> All(CommandContext context) =>
        [
            new OperationCommand(
                context,
                "preview",
                "Show what up would do",
                DeploymentKind.Update,
                "pre"
            ),
            new OperationCommand(
                context,
                "up",
                "Create, change and delete resources until they are as the program says",
                DeploymentKind.Update,
                "update"
            ),
            new OperationCommand(
                context,
                "refresh",
                "Bring the state in line with what is really there",
                DeploymentKind.Refresh
            ),
            new OperationCommand(
                context,
                "destroy",
                "Delete all resources of the stack",
                DeploymentKind.Destroy,
                "down",
                "dn"
            ),
        ];
}
