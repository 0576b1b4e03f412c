using System.Collections.Immutable;
using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Infra.Cli.Commands.Configuration;
using Infra.Engine.Deployment;

namespace Infra.Cli.Commands.Operations;

/// <summary>The options of preview, up, refresh and destroy that choose what is done.</summary>
internal sealed class OperationOptions
{
    private readonly bool _isPreview;
    private readonly DeploymentKind _kind;
    private readonly DisplayFlags _display = new();
    private readonly Option<string?> _stack = StackOption.Create();
    private readonly Option<bool> _yes = new("--yes", "-y")
    {
        Description = "Skip the confirmation",
    };
    private readonly Option<bool> _skipPreview;
    private readonly Option<bool> _previewOnly = new("--preview-only")
    {
        Description = "Only show a preview",
    };
    private readonly Option<bool> _remove = new("--remove")
    {
        Description = "Remove the stack after destroying it",
    };
    private readonly Option<bool> _expectNoChanges = new("--expect-no-changes")
    {
        Description = "Fail with exit code 7 if anything would change",
    };
    private readonly Option<int?> _parallel = new("--parallel", "-p")
    {
        Description = "The number of parallel operations (default: 4 per processor)",
        HelpName = "count",
    };
    private readonly Option<string[]> _target = Urns(
        "--target",
        "-t",
        "Work only on these resources"
    );
    private readonly Option<string[]> _exclude = Urns(
        "--exclude",
        "-x",
        "Leave out these resources"
    );
    private readonly Option<bool> _targetDependents = new("--target-dependents")
    {
        Description = "Also work on the dependents of the targets",
    };
    private readonly Option<bool> _excludeDependents = new("--exclude-dependents")
    {
        Description = "Also leave out the dependents of excluded resources",
    };
    private readonly Option<bool> _runProgram = new("--run-program")
    {
        Description = "Run the program, for its providers' current configuration",
    };
    private readonly Option<string[]> _replace = Urns("--replace", null, "Replace these resources");
    private readonly Option<string[]> _targetReplace = Urns(
        "--target-replace",
        null,
        "Work only on these resources, and replace them"
    );
    private readonly Option<bool> _excludeProtected = new("--exclude-protected")
    {
        Description = "Keep protected resources and their dependencies",
    };
    private readonly PendingCreateFlags _pendingCreates = new();
    private readonly Option<string?> _importFile = new("--import-file")
    {
        Description = "Write the resources to create as a file for import",
        HelpName = "file",
    };
    private readonly Option<bool> _refresh = new("--refresh", "-r")
    {
        Description = "Refresh the state first",
    };
    private readonly Option<bool> _continueOnError = new("--continue-on-error")
    {
        Description = "Continue with resources that do not depend on a failed one",
    };
    private readonly Option<bool> _ignoreProtect = new("--ignore-protect")
    {
        Description = "Also delete protected resources",
        Hidden = true,
    };
    private readonly Option<string?> _message = new("--message", "-m")
    {
        Description = "The message of the run in the history",
        HelpName = "text",
    };
    private readonly Option<string[]> _config = new("--config", "-c")
    {
        Description = "Set and save configuration before the run",
        HelpName = "key=value",
    };
    private readonly Option<string?> _configFile = ConfigFileOption.Create();
    private readonly Option<bool> _configPath = new("--config-path")
    {
        Description = "The keys of --config are paths such as a.b[0]",
    };
    private readonly Option<bool> _skipConfigValidation = new("--skip-config-validation")
    {
        Description = "Accept missing and mistyped configuration",
    };
    private readonly Option<string?> _eventLog = new("--event-log")
    {
        Description = "Write the events as JSON lines to this file",
        HelpName = "file",
    };
    private readonly Option<string?> _client = new("--client") { Hidden = true };
    private readonly Option<string?> _execKind = new("--exec-kind") { Hidden = true };
    private readonly Option<string?> _execAgent = new("--exec-agent") { Hidden = true };

    public OperationOptions(Command command, DeploymentKind kind, bool isPreview)
    {
        (_kind, _isPreview) = (kind, isPreview);
        // The alias -f means --file in an import.
        _skipPreview = new("--skip-preview", kind == DeploymentKind.Import ? [] : ["-f"])
        {
            Description = "Skip the preview",
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
            .Concat(kind == DeploymentKind.Import ? [] : new[] { _runProgram })
            .Concat(isPreview ? new[] { _ignoreProtect } : acting)
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

    /// <summary>Reads the options from the command line.</summary>
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
            GivenFlags = GivenFlags(parsed),
            Client = parsed.GetValue(_client),
            Config = [.. parsed.GetValue(_config) ?? []],
            ConfigPath = parsed.GetValue(_configPath),
            SkipConfigValidation = parsed.GetValue(_skipConfigValidation),
        };
    }

    private static ImmutableSortedDictionary<string, string> GivenFlags(ParseResult parsed) =>
        parsed
            .CommandResult.Children.OfType<OptionResult>()
            .Where(result => !result.Implicit)
            .ToImmutableSortedDictionary(
                result => $"pulumi.flag.{result.Option.Name.TrimStart('-')}",
                result =>
                    result.Option is Option<bool> flag
                        ? result.GetValue(flag)
                            ? "true"
                            : "false"
                        : "set",
                StringComparer.Ordinal
            );

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
            RunProgram =
                _kind != DeploymentKind.Import
                && (parsed.GetValue(_runProgram) || context.IsSet("PULUMI_RUN_PROGRAM")),
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
                "--target and --exclude cannot be used together: give either the resources to work on, or those to leave out."
            );
        }

        if (!options.Targets.IsEmpty && parsed.GetValue(_excludeProtected))
        {
            throw new CommandException(
                ExitCode.Invocation,
                "--target and --exclude-protected cannot be used together."
            );
        }

        // As with Pulumi, a value below one means one at a time.
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
            Description = $"{description}; repeatable, with * and ** as wildcards",
            HelpName = "urn",
        };
}
