using System.Collections.Immutable;
using Infra.Cli.Commands.Operations;
using Infra.Cli.Terminals;
using Infra.Engine.Backend;
using Infra.Engine.Deployment;
using Infra.Engine.Events;
using Infra.Engine.State;

namespace Infra.Cli.Commands.Imports;

/// <summary>Makes the list of <c>import --all</c>: everything on the host that no stack owns and a program could declare as it is.</summary>
internal sealed class ImportAll(CommandContext context, OperationSettings settings)
{
    /// <summary>Looks for what can be imported, and tells what cannot and why.</summary>
    public async Task<ImmutableArray<ImportSpec>> FindAsync(
        StackReference stack,
        ImportSearch search
    )
    {
        var access = new StackAccess(context) { ConfigFile = settings.ConfigFile };
        var stored = await access.LoadAsync(stack);
        var errors = new ErrorMessages();
        var result = await context
            .CreateRunner(context)
            .RunAsync(
                new()
                {
                    Kind = DeploymentKind.Import,
                    Options = settings.Options with { IsPreview = true },
                    Project = access.RequireProject(),
                    Stack = stack.Name,
                    Configuration = new StackConfigAccess(access, stack).Read(
                        stored.Secrets,
                        runsProgram: false
                    ),
                    Snapshot = stored.Snapshot,
                    Writer = new NullSnapshotWriter(),
                    Search = search,
                },
                errors,
                context.Interruption.Graceful,
                context.Interruption.Termination
            );
        if (!result.Succeeded)
        {
            throw new CommandException(
                result.Cancelled ? ExitCode.Cancelled : ExitCode.Failure,
                string.Join('\n', errors.Texts.Append("Nothing was imported."))
            );
        }

        foreach (var (spec, reason) in search.Unfit)
        {
            context.Terminal.Complain(
                "warning",
                Tone.Warning,
                $"{spec.Type} {spec.Name} [id={spec.Id}] is left out: {reason}"
            );
        }

        return search.Found;
    }

    /// <summary>Keeps the errors of a run. Its warnings come again when the found objects are imported.</summary>
    private sealed class ErrorMessages : IEngineEventSink
    {
        public List<string> Texts { get; } = [];

        public void Publish(EngineEvent engineEvent)
        {
            if (
                engineEvent is EngineEvent.Diagnostic
                {
                    Severity: DiagnosticSeverity.Error
                } diagnostic
            )
            {
                Texts.Add(diagnostic.Message);
            }
        }
    }
}
