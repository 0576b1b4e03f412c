using System.CommandLine;
using System.Globalization;
using Infra.Cli.Commands.Configuration;
using Infra.Engine.Deployment;

namespace Infra.Cli.Commands.Operations;

/// <summary>The options of preview, up, refresh and destroy that say what is done.</summary>
internal sealed class OperationOptions
{
    private readonly bool _isPreview;
    private readonly DeploymentKind _kind;
    private readonly DisplayFlags _display = new();
    private readonly Option<string?> _stack = StackOption.Create();
    private readonly Option<bool> _yes = new("--yes", "-y")
    {
        Description = "Go on without asking",
    };
    private readonly Option<bool> _skipPreview;
    private readonly Option<bool> _previewOnly = new("--preview-only")
    {
        Description = "Only preview",
    };
    private readonly Option<bool> _remove = new("--remove")
    {
        Description = "Remove the stack afterwards",
    };
    private readonly Option<bool> _expectNoChanges = new("--expect-no-changes")
    {
        Description = "Fail with exit code 7 if anything would change",
    };
    private readonly Option<int?> _parallel = new("--parallel", "-p")
    {
        Description = "How many resources are worked on at once (default: 4 for each processor)",
        HelpName = "count",
    };
    private readonly Option<string[]> _target = Urns(
        "--target",
        "-t",
        "Confine the run to these resources"
    );
    private readonly Option<string[]> _exclude = Urns(
        "--exclude",
        null,
        "Leave these resources out"
    );
    private readonly Option<bool> _targetDependents = new("--target-dependents")
    {
        Description = "Take along what depends on the targets",
    };
    private readonly Option<bool> _excludeDependents = new("--exclude-dependents")
    {
        Description = "Leave out what depends on the excluded resources, too",
    };
    private readonly Option<bool> _runProgram = new("--run-program")
    {
        Description = "Run the program, so that providers get today's configuration",
    };
    private readonly Option<string[]> _replace = Urns("--replace", null, "Replace these resources");
    private readonly Option<string[]> _targetReplace = Urns(
        "--target-replace",
        null,
        "Target and replace these resources"
    );
    private readonly Option<bool> _excludeProtected = new("--exclude-protected")
    {
        Description = "Leave out protected resources and what they need",
    };
    private readonly PendingCreateFlags _pendingCreates = new();
    private readonly Option<string?> _importFile = new("--import-file")
    {
        Description = "Write what would be created as a file for import",
        HelpName = "file",
    };
    private readonly Option<bool> _refresh = new("--refresh", "-r")
    {
        Description = "Compare the state with what is there first",
    };
    private readonly Option<bool> _continueOnError = new("--continue-on-error")
    {
        Description = "Go on with what does not depend on a failed resource",
    };
    private readonly Option<bool> _ignoreProtect = new("--ignore-protect")
    {
        Description = "Delete protected resources, too",
        Hidden = true,
    };
    private readonly Option<string?> _message = new("--message", "-m")
    {
        Description = "What the history says about this run",
        HelpName = "text",
    };
    private readonly Option<string[]> _config = new("--config", "-c")
    {
        Description = "Set configuration first and keep it",
        HelpName = "key=value",
    };
    private readonly Option<string?> _configFile = ConfigFileOption.Create();
    private readonly Option<bool> _configPath = new("--config-path")
    {
        Description = "Read keys of --config as paths",
    };
    private readonly Option<bool> _skipConfigValidation = new("--skip-config-validation")
    {
        Description = "Let missing and ill-typed configuration pass",
    };
    private readonly Option<string?> _eventLog = new("--event-log")
    {
        Description = "Write the events of the run as JSON lines",
        HelpName = "file",
    };
    private readonly Option<string?> _client = new("--client") { Hidden = true };
    private readonly Option<string?> _execKind = new("--exec-kind") { Hidden = true };
    private readonly Option<string?> _execAgent = new("--exec-agent") { Hidden = true };

    public OperationOptions(Command command, DeploymentKind kind, bool isPreview)
    {
        (_kind, _isPreview) = (kind, isPreview);
        // In an import -f is the file.
        _skipPreview = new("--skip-preview", kind == DeploymentKind.Import ? [] : ["-f"])
        {
            Description = "Go on without a preview",
        };
        Option[] every = [_stack, _configFile, _parallel, _message];
        Option[] choosing =
        [
            _config,
            _configPath,
            _skipConfigValidation,
            _expectNoChanges,
            _target,
            _exclude,
            _targetDependents,
            _excludeDependents,
        ];
        Option[] goals = [_replace, _targetReplace];
        Option[] acting = [_yes, _skipPreview, _continueOnError, _ignoreProtect];
        Option[] hidden = [_eventLog, _client, _execKind, _execAgent];
        var options = every
            .Concat(kind == DeploymentKind.Update ? goals : [])
            .Concat(kind == DeploymentKind.Import ? [] : choosing)
            .Concat(
                kind is DeploymentKind.Update or DeploymentKind.Destroy ? new[] { _refresh } : []
            )
            .Concat(
                kind is DeploymentKind.Refresh or DeploymentKind.Destroy
                    ? new[] { _runProgram }
                    : []
            )
            .Concat(isPreview ? [] : acting)
            .Concat(kind == DeploymentKind.Update ? [] : new[] { _previewOnly })
            .Concat(kind == DeploymentKind.Destroy ? new[] { _remove, _excludeProtected } : [])
            .Concat(kind == DeploymentKind.Refresh ? _pendingCreates.All : [])
            .Concat(isPreview ? new[] { _importFile } : [])
            .Concat(hidden);
        foreach (var option in options)
        {
            command.Options.Add(option);
        }

        _display.AddTo(command);
    }

    /// <summary>What the command line says.</summary>
    public OperationSettings Read(ParseResult parsed, CommandContext context)
    {
        var isPreviewOnly = _isPreview || parsed.GetValue(_previewOnly);
        var skipPreview = parsed.GetValue(_skipPreview);
        return new()
        {
            Kind = _kind,
            IsPreviewOnly = isPreviewOnly,
            Options = Deployment(parsed, context),
            Display = _display.Read(parsed, _kind),
            Stack = parsed.GetValue(_stack),
            ConfigFile = parsed.GetValue(_configFile),
            SkipPreview = skipPreview && !isPreviewOnly,
            Yes =
                skipPreview || parsed.GetValue(_yes) || context.IsSet("PULUMI_SKIP_CONFIRMATIONS"),
            ExpectNoChanges = parsed.GetValue(_expectNoChanges),
            Json = _display.IsJson(parsed),
            EventLog = parsed.GetValue(_eventLog),
            Remove = parsed.GetValue(_remove),
            ExcludeProtected = parsed.GetValue(_excludeProtected),
            AsksPendingCreates = _kind == DeploymentKind.Refresh && _pendingCreates.IsOpen(parsed),
            ImportFile = parsed.GetValue(_importFile),
            Message = parsed.GetValue(_message) ?? "",
            ExecKind = parsed.GetValue(_execKind) ?? "",
            Client = parsed.GetValue(_client),
            Config = [.. parsed.GetValue(_config) ?? []],
            ConfigPath = parsed.GetValue(_configPath),
            SkipConfigValidation = parsed.GetValue(_skipConfigValidation),
        };
    }

    private static int? ParallelByEnvironment(CommandContext context) =>
        context.Variable("PULUMI_PARALLEL") is not { } text ? null
        : int.TryParse(text, CultureInfo.InvariantCulture, out var count) ? count
        : throw new CommandException(
            ExitCode.Invocation,
            $"PULUMI_PARALLEL must be a whole number, not '{text}'."
        );

    private DeploymentOptions Deployment(ParseResult parsed, CommandContext context)
    {
        var replaced = parsed.GetValue(_targetReplace) ?? [];
        var options = new DeploymentOptions
        {
            Targets = [.. parsed.GetValue(_target) ?? [], .. replaced],
            Excludes = [.. parsed.GetValue(_exclude) ?? []],
            TargetDependents = parsed.GetValue(_targetDependents),
            ExcludeDependents = parsed.GetValue(_excludeDependents),
            RunProgram = parsed.GetValue(_runProgram),
            Replace = [.. parsed.GetValue(_replace) ?? [], .. replaced],
            Refresh = parsed.GetValue(_refresh),
            ContinueOnError = parsed.GetValue(_continueOnError),
            IgnoreProtect = parsed.GetValue(_ignoreProtect),
        };
        options = _pendingCreates.AddTo(options, parsed);
        if (!options.Targets.IsEmpty && !options.Excludes.IsEmpty)
        {
            throw new CommandException(
                ExitCode.Invocation,
                "--target and --exclude exclude each other: give the resources to work on, or those to leave out."
            );
        }

        if (!options.Targets.IsEmpty && parsed.GetValue(_excludeProtected))
        {
            throw new CommandException(
                ExitCode.Invocation,
                "--target and --exclude-protected exclude each other."
            );
        }

        // As with Pulumi, less than one at a time means one after the other.
        return (parsed.GetValue(_parallel) ?? ParallelByEnvironment(context)) is { } parallel
            ? options with
            {
                Parallel = Math.Max(1, parallel),
            }
            : options;
    }

    private static Option<string[]> Urns(string name, string? alias, string description) =>
        new(name, alias is null ? [] : [alias])
        {
            Description = $"{description}; repeatable, * and ** stand for parts of urns",
            HelpName = "urn",
        };
}
