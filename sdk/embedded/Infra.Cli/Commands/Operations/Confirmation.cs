using Infra.Cli.Display;
using Infra.Cli.Terminals;
using Infra.Engine.Deployment;
using Infra.Engine.Events;

namespace Infra.Cli.Commands.Operations;

/// <summary>Asks for the confirmation between a preview and the operation.</summary>
internal sealed class Confirmation(CommandContext context, OperationSettings settings)
{
    private readonly string _noun = StepWords.Noun(settings.Kind);

    /// <summary>Throws when a confirmation is needed but nobody can be asked.</summary>
    public void RequirePossible()
    {
        if (!settings.IsPreviewOnly && !settings.Yes && (settings.Json || !context.IsInteractive))
        {
            throw CommandException.Usage(
                $"{_noun} needs a confirmation. In non-interactive mode, pass --yes, or --skip-preview to skip the preview as well."
            );
        }
    }

    /// <summary>Asks whether to perform the operation. The default is no.</summary>
    public async Task<bool> AskAsync(RunDisplay? preview)
    {
        var prompt = new Prompt(context.Terminal, context.Interruption);
        ListRetained(preview);
        if (settings.Kind == DeploymentKind.Refresh)
        {
            context.Terminal.Out.WriteLine(
                "A refresh changes only the state, not the resources.",
                Tone.Dim
            );
        }

        while (true)
        {
            var question =
                preview is { Board: var board } && Impacts.Sentences(board) is { Length: > 0 } told
                    ? $"{told}Perform this {_noun}?"
                    : $"Do you want to perform this {_noun}?";
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
            "These resources will not be deleted and will no longer be tracked:",
            Tone.Warning
        );
        retained.ForEach(r => context.Terminal.Out.WriteLine($"    {r.Type} {r.Name}"));
    }
}
