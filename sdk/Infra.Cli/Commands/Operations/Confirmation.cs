using Infra.Cli.Display;
using Infra.Cli.Terminals;
using Infra.Engine.Deployment;
using Infra.Engine.Events;

namespace Infra.Cli.Commands.Operations;

/// <summary>The question between a preview and what it announced.</summary>
internal sealed class Confirmation(CommandContext context, OperationSettings settings)
{
    private readonly string _noun = StepWords.Noun(settings.Kind);

    /// <summary>Refuses a run that must ask and cannot.</summary>
    public void RequirePossible()
    {
        if (!settings.IsPreviewOnly && !settings.Yes && (settings.Json || !context.IsInteractive))
        {
            throw new CommandException(
                ExitCode.Invocation,
                $"{_noun} needs a confirmation, and nobody can be asked for it here. Pass --yes to preview and go on, or --skip-preview to go on at once."
            );
        }
    }

    /// <summary>Asks whether to go on after a preview; the default is no.</summary>
    public async Task<bool> AskAsync(RunDisplay? preview)
    {
        var prompt = new Prompt(context.Terminal, context.Interruption);
        ListRetained(preview);
        if (settings.Kind == DeploymentKind.Refresh)
        {
            context.Terminal.Out.WriteLine(
                "Only the state will be changed, no resource.",
                Tone.Dim
            );
        }

        while (true)
        {
            var question = $"Do you want to perform this {_noun}?";
            switch (await prompt.ChooseAsync(question, ["yes", "no", "details"], "no"))
            {
                case "yes":
                    return true;
                case "details":
                    preview?.WriteDetails();
                    break;
                default:
                    return false;
            }
        }
    }

    private void ListRetained(RunDisplay? preview)
    {
        var retained = preview
            ?.Board.Rows.Where(r =>
                r.Op is StepOp.Delete or StepOp.DeleteReplaced
                && r.Step?.Old?.RetainOnDelete == true
            )
            .ToList();
        if (retained is not { Count: > 0 })
        {
            return;
        }

        context.Terminal.Out.WriteLine(
            "These resources stay where they are and will no longer be tracked:",
            Tone.Warning
        );
        retained.ForEach(r => context.Terminal.Out.WriteLine($"    {r.Type} {r.Name}"));
    }
}
