using Infra.Cli.Terminals;
using Infra.Engine.Deployment;
using Infra.Engine.State;

namespace Infra.Cli.Commands.Operations;

/// <summary>Asks before a refresh whether the pending creates of an interrupted run completed.</summary>
internal sealed class PendingCreateQuestions(CommandContext context)
{
    /// <summary>Adds the user's answers to the options.</summary>
    public async Task<DeploymentOptions> AskAsync(Snapshot snapshot, DeploymentOptions options)
    {
        var prompt = new Prompt(context.Terminal, context.Interruption);
        var open = new List<string>();
        foreach (
            var operation in snapshot.PendingOperations.Where(o => o.Type == OperationType.Creating)
        )
        {
            var urn = operation.Resource.Urn;
            context.Terminal.Out.WriteLine(
                $"The last run was interrupted while creating {urn.Name} ({urn.Type}).",
                Tone.Warning
            );
            var id = await prompt.AskAsync(
                "The id of the resource, if it was created (Enter if not):"
            );
            if (id?.Trim() is { Length: > 0 } found)
            {
                options = options with
                {
                    ImportPendingCreates = options.ImportPendingCreates.SetItem(urn.Value, found),
                };
            }
            else
            {
                open.Add(urn.Name);
            }
        }

        var question = $"Remove the pending creates of {string.Join(", ", open)}?";
        return open.Count == 0
            ? options
            : options with
            {
                ClearPendingCreates =
                    await prompt.ChooseAsync(question, ["yes", "no"], "no") == "yes",
            };
    }
}
