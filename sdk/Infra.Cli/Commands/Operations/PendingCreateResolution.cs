using Infra.Cli.Terminals;
using Infra.Engine.Backend;
using Infra.Engine.State;
using Infra.Engine.State.Edits;
using Infra.Protocol.Naming;

namespace Infra.Cli.Commands.Operations;

/// <summary>Settles, before a refresh, what became of the creates that a killed run has left open.</summary>
internal sealed class PendingCreateResolution(CommandContext context, OperationSettings settings)
{
    /// <summary>The stack with those creates settled that options or the user settle; saved if there are any.</summary>
    public async Task<StoredStack> ResolveAsync(DiyBackend backend, StoredStack stored)
    {
        var pending = PendingCreates.Of(stored.Snapshot).Select(o => o.Resource.Urn).ToList();
        var imports = settings.PendingCreates?.Imports;
        if (imports?.Keys.FirstOrDefault(u => !pending.Exists(p => p.Value == u)) is { } unknown)
        {
            throw new CommandException(
                ExitCode.Failure,
                $"No create of '{unknown}' was left open by a killed run. {(pending.Count == 0 ? "There is none at all." : $"Open are: {string.Join(", ", pending)}.")}"
            );
        }

        var snapshot = stored.Snapshot;
        foreach (var urn in pending)
        {
            snapshot = await SettleAsync(snapshot, urn);
        }

        return snapshot.Equals(stored.Snapshot)
            ? stored
            : await backend.SaveAsync(stored, snapshot);
    }

    private async Task<Snapshot> SettleAsync(Snapshot snapshot, Urn urn)
    {
        if (settings.PendingCreates is { } given)
        {
            return given.Imports.GetValueOrDefault(urn.Value) is { } id
                    ? PendingCreates.Import(snapshot, urn, id)
                : given.Clear ? PendingCreates.Clear(snapshot, urn)
                : snapshot;
        }

        if (!context.IsInteractive || settings.Yes)
        {
            return snapshot;
        }

        var prompt = new Prompt(context.Terminal, context.Interruption);
        context.Terminal.Out.WriteLine(
            $"The last run was killed while it created {urn.Name} ({urn.Type}).",
            Tone.Warning
        );
        return await prompt.ChooseAsync(
            "Forget it (clear), leave it open (skip), or take over what was created (import)?",
            ["clear", "skip", "import"],
            "skip"
        ) switch
        {
            "clear" => PendingCreates.Clear(snapshot, urn),
            "import" => PendingCreates.Import(
                snapshot,
                urn,
                (await prompt.AskAsync("Its id:"))?.Trim() ?? ""
            ),
            _ => snapshot,
        };
    }
}
