using System.Collections.Immutable;
using Infra.Cli.Commands.Stacks;
using Infra.Cli.Display;
using Infra.Cli.Processes;
using Infra.Cli.Terminals;
using Infra.Engine.Backend;
using Infra.Engine.Deployment;
using Infra.Engine.Events;
using Infra.Engine.Runs;
using Infra.Engine.State;

namespace Infra.Cli.Commands.Operations;

/// <summary>Runs a preview, update, refresh or destroy from the choice of the stack to the exit code.</summary>
internal sealed class StackOperation(CommandContext context, OperationSettings settings)
{
    private DeploymentOptions _options = settings.Options;
    private readonly StackAccess _access = new(context) { ConfigFile = settings.ConfigFile };
    private readonly Confirmation _confirmation = new(context, settings);
    private readonly string _noun = StepWords.Noun(settings.Kind);

    private bool RunsProgram => settings.Kind == DeploymentKind.Update || _options.RunProgram;

    public async Task<ExitCode> RunAsync()
    {
        _confirmation.RequirePossible();
        var offersCreation = settings.Kind == DeploymentKind.Update && !settings.Json;
        var stack = await _access.RequireAsync(settings.Stack, offersCreation);
        OperationConfig.Save(new(_access, stack), settings);
        if (settings.IsPreviewOnly)
        {
            var result = await RunOnceAsync(
                stack,
                await _access.LoadAsync(stack),
                isPreview: true,
                showDetails: null
            );
            return Verdict(result);
        }

        var backend = await _access.BackendAsync();
        await using var stackLock = await _access.LockAsync(stack);
        foreach (var owner in stackLock.TakenFrom)
        {
            Warn($"took over the lock of {owner}, which is no longer running");
        }

        return await PreviewAndActAsync(stack);
    }

    private async Task<ExitCode> PreviewAndActAsync(StackReference stack)
    {
        var stored = await _access.LoadAsync(stack);
        if (settings is { AsksPendingCreates: true, Yes: false } && context.IsInteractive)
        {
            _options = await new PendingCreateQuestions(context).AskAsync(
                stored.Snapshot,
                _options
            );
        }

        if (!settings.SkipPreview || NeedsPreview(stored.Snapshot))
        {
            RunDisplay? shown = null;
            var preview = await RunOnceAsync(
                stack,
                stored,
                isPreview: true,
                display => shown = display
            );
            if (Verdict(preview, isWhole: false) is not ExitCode.Success and var code)
            {
                return code;
            }

            if (!settings.Yes && !await _confirmation.AskAsync(shown))
            {
                context.Terminal.Error.WriteLine($"{_noun} declined: nothing was changed");
                return ExitCode.Failure;
            }
        }

        var result = await RunOnceAsync(stack, stored, isPreview: false, showDetails: null);
        if (result.Succeeded && settings.Kind == DeploymentKind.Destroy)
        {
            await EndAsync(stack);
        }

        return Verdict(result);
    }

    /// <summary>
    /// Whether an exclusion names what the program may be about to make. Only a preview tells it from a mistyped one, before anything is made.
    /// The program of a client runs once, so there it is told before anything is deleted.
    /// </summary>
    private bool NeedsPreview(Snapshot snapshot) =>
        RunsProgram
        && settings.Client is null
        && _options.Excludes.Any(excluded =>
            !excluded.Contains('*', StringComparison.Ordinal)
            && !snapshot.Resources.Any(state => state.Urn.Value == excluded)
        );

    // The stack still has resources when the destroy had targets or exclusions.
    private async Task EndAsync(StackReference stack)
    {
        var left = (await _access.LoadAsync(stack)).Snapshot;
        if (!left.Resources.IsEmpty)
        {
            if (settings is { ExcludeProtected: true, Json: false })
            {
                context.Terminal.Out.WriteLine(ProtectedResources.Remainder(left), Tone.Dim);
            }

            return;
        }

        var backend = await _access.BackendAsync();
        if (settings.Remove)
        {
            await backend.RemoveAsync(stack, removeBackups: false, context.Interruption.Graceful);
            _access.Forget(stack, removeSettings: true);
        }

        if (!settings.Json)
        {
            context.Terminal.Out.WriteLine(
                settings.Remove
                    ? $"Stack '{stack.Name}' has been removed!"
                    : $"The stack's configuration and history are kept. To remove them: {context.ProgramName} stack rm {stack.Name}",
                Tone.Dim
            );
        }
    }

    private async Task<DeploymentResult> RunOnceAsync(
        StackReference stack,
        StoredStack stored,
        bool isPreview,
        Action<RunDisplay>? showDetails
    )
    {
        var display = settings.Display with
        {
            IsPreview = isPreview,
            Stack = stack.Name,
            RunsProgram = RunsProgram,
        };
        await using var observers = new RunObservers(context, settings, display);
        if (observers.Display is { } shown)
        {
            showDetails?.Invoke(shown);
        }

        using var watching = context.Interruption.Watch(observers.Notice);
        var backend = await _access.BackendAsync();
        var started = context.Time.GetUtcNow();
        ISnapshotWriter writer = isPreview
            ? new NullSnapshotWriter()
            : await backend.OpenWriterAsync(stored, new StackConfigAccess(_access, stack).Provider);
        var request = Request(stack, stored, writer, isPreview);
        var result = await context
            .CreateRunner(context)
            .RunAsync(
                request,
                observers,
                context.Interruption.Graceful,
                context.Interruption.Termination
            );
        await observers.FinishAsync();
        if (!isPreview)
        {
            await RecordAsync(backend, stack, started, result);
        }

        return result;
    }

    private DeploymentRequest Request(
        StackReference stack,
        StoredStack stored,
        ISnapshotWriter writer,
        bool isPreview
    )
    {
        var project = _access.RequireProject();
        return new()
        {
            Kind = settings.Kind,
            Imports = settings.Imports,
            Options = _options with
            {
                IsPreview = isPreview,
                Refresh = _options.Refresh || project.RefreshAlways,
                Excludes = settings.ExcludeProtected
                    ? _options.Excludes.AddRange(ProtectedResources.Of(stored.Snapshot))
                    : _options.Excludes,
            },
            Project = settings.Client is { } client
                ? OperationConfig.RunBy(project, client)
                : project,
            Stack = stack.Name,
            Configuration = new StackConfigAccess(_access, stack).Read(
                stored.Secrets,
                RunsProgram,
                validates: !settings.SkipConfigValidation
            ),
            Snapshot = stored.Snapshot,
            Writer = writer,
            ReadStackOutputsAsync = new OtherStacks(_access).ReadOutputsAsync,
        };
    }

    private async Task RecordAsync(
        DiyBackend backend,
        StackReference stack,
        DateTimeOffset started,
        DeploymentResult result
    )
    {
        // The history must record the run even when Ctrl-C was pressed.
        var commit = await GitCommit.FindAsync(
            _access.RequireProject().RootDirectory,
            CancellationToken.None
        );
        var record = new UpdateRecord
        {
            Kind = settings.Kind == DeploymentKind.Import ? "resource-import" : _noun,
            StartTime = started,
            EndTime = context.Time.GetUtcNow(),
            Message = settings.Message.Length > 0 ? settings.Message : commit?.Title ?? "",
            Environment = UpdateOrigin.Facts(settings, context, commit),
            Config = new StackConfigAccess(_access, stack).Values,
            Result = result.Succeeded ? "succeeded" : "failed",
            ResourceChanges = result
                .Changes.Where(c => c.Value > 0)
                .ToImmutableSortedDictionary(
                    c => StepWords.JsonName(c.Key),
                    c => c.Value,
                    StringComparer.Ordinal
                ),
        };
        await backend.History.AppendAsync(stack, record, CancellationToken.None);
    }

    private void Warn(string message) =>
        context.Terminal.Complain("warning", Tone.Warning, message);

    /// <summary>The exit code of a run, or of the preview before it.</summary>
    private ExitCode Verdict(DeploymentResult result, bool isWhole = true)
    {
        if (result.Cancelled)
        {
            throw new CommandException(
                ExitCode.Cancelled,
                isWhole && !settings.IsPreviewOnly
                    ? $"{_noun} stopped by the user. Finished operations are in the state; run it again to continue."
                    : $"preview of the {_noun} stopped by the user. Nothing was changed."
            );
        }

        if (!result.Succeeded)
        {
            return ExitCode.Failure;
        }

        var changes = result
            .Changes.Where(c =>
                c.Key
                    is not (
                        StepOp.Same
                        or StepOp.Read
                        or StepOp.Refresh
                        or StepOp.RemovePendingReplace
                    )
            )
            .Sum(c => c.Value);
        return !settings.ExpectNoChanges || !isWhole || changes == 0
            ? ExitCode.Success
            : throw new CommandException(
                ExitCode.UnexpectedChanges,
                $"no changes were expected but {(changes == 1 ? "1 change was" : $"{changes} changes were")} {(settings.IsPreviewOnly ? "proposed" : "made")} (--expect-no-changes)"
            );
    }
}
