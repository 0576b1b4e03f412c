using System.CommandLine;
using Infra.Engine.Deployment;

namespace Infra.Cli.Commands.Operations;

/// <summary><c>preview</c>, <c>up</c>, <c>refresh</c> and <c>destroy</c>, which share one flow.</summary>
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
                "Preview the changes of an update",
                DeploymentKind.Update,
                "pre"
            ),
            new OperationCommand(
                context,
                "up",
                "Create, update and delete resources as the program defines",
                DeploymentKind.Update,
                "update"
            ),
            new OperationCommand(
                context,
                "refresh",
                "Update the state from the existing resources",
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
