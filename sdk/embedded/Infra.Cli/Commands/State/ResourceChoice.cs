using System.Globalization;
using Infra.Cli.Terminals;
using Infra.Engine.State;
using Infra.Protocol.Naming;

namespace Infra.Cli.Commands.State;

/// <summary>Finds the resources that a state command works on.</summary>
internal sealed class ResourceChoice(CommandContext context, Snapshot snapshot)
{
    /// <summary>Finds the resource with a URN, or asks the user to choose one.</summary>
    public async Task<ResourceState> RequireAsync(string? urn, string command)
    {
        if (urn is not null)
        {
            return await OneOfAsync(WithUrn(urn));
        }

        if (!context.IsInteractive)
        {
            throw CommandException.Usage(
                $"{command} needs the URN of a resource. '{context.ProgramName} stack --show-urns' lists them."
            );
        }

        return snapshot.Resources.IsEmpty
            ? throw new CommandException(ExitCode.Failure, "The stack has no resources.")
            : await AskAsync("Which resource?", [.. snapshot.Resources]);
    }

    /// <summary>The resources of several URNs, or all; asks when neither is given.</summary>
    public async Task<IReadOnlyList<ResourceState>> RequireAllAsync(
        string[] urns,
        bool all,
        string command
    )
    {
        if (all)
        {
            return urns.Length == 0
                ? [.. snapshot.Resources]
                : throw CommandException.Usage("--all and URNs cannot be used together.");
        }

        var chosen = new List<ResourceState>();
        foreach (var urn in urns.DefaultIfEmpty(null))
        {
            chosen.Add(await RequireAsync(urn, command));
        }

        return chosen;
    }

    // An unfinished replacement has an old and a new resource with the same URN.
    private async Task<ResourceState> OneOfAsync(IReadOnlyList<ResourceState> states) =>
        states is [var only] ? only
        : context.IsInteractive ? await AskAsync("Which of these resources?", states)
        : throw new CommandException(
            ExitCode.Failure,
            $"The URN {states[0].Urn} is ambiguous, because its replacement was not finished. It names the resources with the ids {string.Join(" and ", states.Select(s => $"'{s.Id}'"))}. Finish the replacement with '{context.ProgramName} up', or run the command on a terminal to choose one."
        );

    private List<ResourceState> WithUrn(string urn)
    {
        var found = snapshot.Resources.Where(r => r.Urn.Value == urn).ToList();
        if (found.Count > 0)
        {
            return found;
        }

        var nearest = NearestName.Find(urn, snapshot.Resources.Select(r => r.Urn.Value));
        var name = NearestName.Find(urn, snapshot.Resources.Select(r => r.Urn.Name));
        var named = snapshot.Resources.FirstOrDefault(r => r.Urn.Name == name);
        var hint = (nearest ?? named?.Urn.Value) is { } meant
            ? $"Did you mean '{meant}'?"
            : $"'{context.ProgramName} stack --show-urns' lists the existing ones.";
        throw new CommandException(
            ExitCode.Failure,
            $"No such resource '{urn}' exists in the current state. {hint}"
        );
    }

    private async Task<ResourceState> AskAsync(string question, IReadOnlyList<ResourceState> states)
    {
        for (var i = 0; i < states.Count; i++)
        {
            var id = states[i].Id.Length > 0 ? $" ({states[i].Id})" : "";
            context.Terminal.Out.WriteLine($"  {i + 1, 3}  {states[i].Urn}{id}");
        }

        var prompt = new Prompt(context.Terminal, context.Interruption);
        while (
            await prompt.AskAsync($"{question} [1-{states.Count}]") is { } answer
            && answer.Trim().Length > 0
        )
        {
            if (
                int.TryParse(answer, CultureInfo.InvariantCulture, out var number)
                && number >= 1
                && number <= states.Count
            )
            {
                return states[number - 1];
            }

            context.Terminal.Out.WriteLine(
                $"Please answer with a number from 1 to {states.Count}."
            );
        }

        throw new CommandException(
            ExitCode.Failure,
            "No resource was chosen: nothing was changed."
        );
    }
}
