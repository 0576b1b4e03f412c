using Infra.Cli.Terminals;
using Infra.Engine.Deployment;
using Infra.Engine.State;

namespace Infra.Cli.Commands.Operations;

/// <summary>Asks, before a refresh, what became of the creates that a killed run has left open.</summary>
internal sealed class PendingCreateQuestions(CommandContext context)
{
    /// <summary>The options as the user's answers complete them.</summary>
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
                $"The last run was killed while it created {urn.Name} ({urn.Type}).",
                Tone.Warning
            );
            var id = await prompt.AskAsync("Its id, if it is there after all (Enter if not):");
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

        var question = $"Forget that {string.Join(", ", open)} may have been created?";
        return open.Count == 0
            ? options
            : options with
            {
                ClearPendingCreates =
                    await prompt.ChooseAsync(question, ["yes", "no"], "no") == "yes",
            };
    }
}
