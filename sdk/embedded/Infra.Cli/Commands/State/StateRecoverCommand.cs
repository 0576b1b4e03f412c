using Infra.Engine.Backend;
using Infra.Protocol.Naming;

namespace Infra.Cli.Commands.State;

/// <summary><c>state recover</c>: adds what a killed run did to a state that another tool has saved since.</summary>
internal sealed class StateRecoverCommand : CliCommand
{
    public StateRecoverCommand(CommandContext context)
        : base(
            context,
            "recover",
            "Add what a killed run did, and the state lacks because another tool has saved it since"
        )
    {
        var edit = new StateEdit(context, this);
        Runs(async parsed =>
        {
            var isSaved = await edit.RunLockedAsync(
                parsed,
                async (access, stack) =>
                {
                    var recovery = (await access.BackendAsync()).Recovery;
                    var found = await recovery.FindAsync(stack, context.Interruption.Graceful);
                    if (found is null)
                    {
                        return false;
                    }

                    Show(context, found);
                    await edit.ConfirmAsync(parsed);
                    var kept = await recovery.SaveAsync(found);
                    context.Terminal.Out.WriteLine(
                        $"State recovered; the file is kept as {kept}. '{context.ProgramName} refresh' compares the state with what there is."
                    );
                    return true;
                }
            );
            if (!isSaved)
            {
                context.Terminal.Out.WriteLine("There is nothing to recover");
            }
        });
    }

    private static void Show(CommandContext context, RecoverableStack found)
    {
        var output = context.Terminal.Out;
        output.WriteLine(
            found.Added.IsEmpty && found.Begun.IsEmpty
                ? $"The state has everything that {found.JournalPath} knows."
                : $"{found.JournalPath} knows what the state lacks:"
        );
        foreach (var state in found.Added)
        {
            output.WriteLine(
                $"    {Display(state.Type, state.Urn)}{(state.Delete ? ", to be deleted: the state has another of this name" : "")}"
            );
        }

        foreach (var operation in found.Begun)
        {
            output.WriteLine(
                $"    {Display(operation.Resource.Type, operation.Resource.Urn)}, interrupted while {$"{operation.Type}".ToLowerInvariant()}"
            );
        }
    }

    private static string Display(string type, Urn urn) => $"{type} {urn.Name}";
}
