using System.Collections.Immutable;
using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Infra.Cli.Parsing;
using Infra.Engine.Deployment;

namespace Infra.Cli.Commands.Operations;

/// <summary>The options of preview, up, refresh and destroy that choose what is done.</summary>
internal sealed class OperationOptions
{
    private readonly bool _isPreview;
    private readonly DeploymentKind _kind;

    public OperationOptions(Command command, DeploymentKind kind, bool isPreview)
    {
        (_kind, _isPreview) = (kind, isPreview);
        IEnumerable<Option> hidden =
        [
            NewOption.Value<string?>(
                "--event-log",
                "file",
                "Write the events as JSON lines to this file"
            ),
            NewOption.Hidden<string?>("--client"),
            NewOption.Hidden<string?>("--exec-kind"),
            NewOption.Hidden<string?>("--exec-agent"),
        ];
        var options = Every()
            .Concat(kind == DeploymentKind.Import ? [] : Choosing(kind))
            .Concat(Acting(kind, isPreview))
            .Concat(kind == DeploymentKind.Refresh ? PendingCreates() : [])
            .Concat(hidden)
            .Concat(DisplayFlags.All());
        foreach (var option in options)
        {
            command.Options.Add(option);
        }
    }

    private static IEnumerable<Option> Every() =>
        [
            NewOption.Stack(),
            NewOption.ConfigFile(),
            NewOption.Value<int?>(
                "--parallel",
                "count",
                "The number of parallel operations (default: 4 per processor)",
                "-p"
            ),
            NewOption.Value<string?>(
                "--message",
                "text",
                "The message of the run in the history",
                "-m"
            ),
        ];

    private static IEnumerable<Option> Choosing(DeploymentKind kind)
    {
        if (kind == DeploymentKind.Update)
        {
            yield return Urns("--replace", "Replace these resources");
            yield return Urns("--target-replace", "Work only on these resources, and replace them");
        }

        yield return NewOption.Value<string[]>(
            "--config",
            "key=value",
            "Set and save configuration before the run",
            "-c"
        );
        yield return NewOption.Flag(
            "--config-path",
            "The keys of --config are paths such as a.b[0]"
        );
        yield return NewOption.Flag(
            "--skip-config-validation",
            "Accept missing and mistyped configuration"
        );
        yield return NewOption.Flag(
            "--expect-no-changes",
            "Fail with exit code 7 if anything would change"
        );
        yield return Urns("--target", "Work only on these resources", "-t");
        yield return Urns("--exclude", "Leave out these resources", "-x");
        yield return NewOption.Flag(
            "--target-dependents",
            "Also work on the dependents of the targets"
        );
        yield return NewOption.Flag(
            "--exclude-dependents",
            "Also leave out the dependents of excluded resources"
        );
        if (kind is DeploymentKind.Update or DeploymentKind.Destroy)
        {
            yield return NewOption.Flag("--refresh", "Refresh the state first", "-r");
        }

        yield return NewOption.Flag(
            "--run-program",
            "Run the program, for its providers' current configuration"
        );
    }

    private static IEnumerable<Option> Acting(DeploymentKind kind, bool isPreview)
    {
        if (!isPreview)
        {
            // The alias -f means --file in an import.
            string[] aliases = kind == DeploymentKind.Import ? [] : ["-f"];
            yield return NewOption.Flag("--yes", "Skip the confirmation", "-y");
            yield return NewOption.Flag("--skip-preview", "Skip the preview", aliases);
            yield return NewOption.Flag(
                "--continue-on-error",
                "Continue with resources that do not depend on a failed one"
            );
        }

        yield return NewOption.Hidden<bool>("--ignore-protect");
        if (kind != DeploymentKind.Update)
        {
            yield return NewOption.Flag("--preview-only", "Only show a preview");
        }

        if (kind == DeploymentKind.Destroy)
        {
            yield return NewOption.Flag("--remove", "Remove the stack after destroying it");
            yield return NewOption.Flag(
                "--exclude-protected",
                "Keep protected resources and their dependencies"
            );
        }
    }

    // What becomes of the pending creates of an interrupted run.
    private static IEnumerable<Option> PendingCreates() =>
        [
            NewOption.Flag("--skip-pending-creates", "Keep pending creates of an interrupted run"),
            NewOption.Flag(
                "--clear-pending-creates",
                "Remove pending creates of an interrupted run"
            ),
            NewOption.Value<string[]>(
                "--import-pending-creates",
                "URN ID",
                "Import a pending create: first its URN, then its id; repeatable"
            ),
        ];

    /// <summary>Reads the options from the command line.</summary>
    public OperationSettings Read(ParseResult parsed, CommandContext context)
    {
        var isPreviewOnly = _isPreview || parsed.GetValue<bool>("--preview-only");
        var skipPreview = parsed.GetValue<bool>("--skip-preview");
        return new()
        {
            Kind = _kind,
            IsPreviewOnly = isPreviewOnly,
            Options = Deployment(parsed, context),
            Display = DisplayFlags.Read(parsed, _kind),
            Stack = parsed.GetValue<string?>("--stack"),
            ConfigFile = parsed.GetValue<string?>("--config-file"),
            SkipPreview = skipPreview && !isPreviewOnly,
            Yes =
                skipPreview
                || parsed.GetValue<bool>("--yes")
                || context.IsSet("PULUMI_SKIP_CONFIRMATIONS"),
            ExpectNoChanges = parsed.GetValue<bool>("--expect-no-changes"),
            Json = parsed.GetValue<bool>("--json"),
            EventLog = parsed.GetValue<string?>("--event-log"),
            Remove = parsed.GetValue<bool>("--remove"),
            ExcludeProtected = parsed.GetValue<bool>("--exclude-protected"),
            // Without an option about pending creates, the user can be asked.
            AsksPendingCreates =
                _kind == DeploymentKind.Refresh
                && !parsed.GetValue<bool>("--skip-pending-creates")
                && !parsed.GetValue<bool>("--clear-pending-creates")
                && Texts(parsed, "--import-pending-creates").IsEmpty,
            Message = parsed.GetValue<string?>("--message") ?? "",
            ExecKind = parsed.GetValue<string?>("--exec-kind") ?? "",
            ExecAgent = parsed.GetValue<string?>("--exec-agent") ?? "",
            GivenFlags = GivenFlags(parsed),
            Client = parsed.GetValue<string?>("--client"),
            Config = Texts(parsed, "--config"),
            ConfigPath = parsed.GetValue<bool>("--config-path"),
            SkipConfigValidation = parsed.GetValue<bool>("--skip-config-validation"),
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
        : throw CommandException.Usage($"PULUMI_PARALLEL must be a whole number, not '{text}'.");

    private DeploymentOptions Deployment(ParseResult parsed, CommandContext context)
    {
        var replaced = Texts(parsed, "--target-replace");
        var imports = Texts(parsed, "--import-pending-creates");
        var options = new DeploymentOptions
        {
            Targets = [.. Texts(parsed, "--target"), .. replaced],
            Excludes = Texts(parsed, "--exclude"),
            TargetDependents = parsed.GetValue<bool>("--target-dependents"),
            ExcludeDependents = parsed.GetValue<bool>("--exclude-dependents"),
            RunProgram =
                _kind != DeploymentKind.Import
                && (parsed.GetValue<bool>("--run-program") || context.IsSet("PULUMI_RUN_PROGRAM")),
            Replace = [.. Texts(parsed, "--replace"), .. replaced],
            Refresh = parsed.GetValue<bool>("--refresh"),
            ContinueOnError = parsed.GetValue<bool>("--continue-on-error"),
            IgnoreProtect = parsed.GetValue<bool>("--ignore-protect"),
            ClearPendingCreates = parsed.GetValue<bool>("--clear-pending-creates"),
            ImportPendingCreates = imports
                .Chunk(2)
                .ToImmutableDictionary(p => p[0], p => p[^1], StringComparer.Ordinal),
        };
        RefuseContradictions(parsed, options, imports.Length);
        // As with Pulumi, a value below one means one at a time.
        return
            (parsed.GetValue<int?>("--parallel") ?? ParallelByEnvironment(context)) is { } parallel
            ? options with
            {
                Parallel = Math.Max(1, parallel),
            }
            : options;
    }

    private static void RefuseContradictions(
        ParseResult parsed,
        DeploymentOptions options,
        int imports
    )
    {
        var fault =
            imports % 2 != 0 ? "--import-pending-creates needs pairs of a URN and an id."
            : parsed.GetValue<bool>("--skip-pending-creates")
            && (options.ClearPendingCreates || imports > 0)
                ? "--skip-pending-creates cannot be used with the other options about pending creates."
            : options.Targets.IsEmpty ? null
            : !options.Excludes.IsEmpty
                ? "--target and --exclude cannot be used together: give either the resources to work on, or those to leave out."
            : parsed.GetValue<bool>("--exclude-protected")
                ? "--target and --exclude-protected cannot be used together."
            : null;
        if (fault is not null)
        {
            throw CommandException.Usage(fault);
        }
    }

    private static ImmutableArray<string> Texts(ParseResult parsed, string name) =>
        [.. parsed.GetValue<string[]>(name) ?? []];

    private static Option<string[]> Urns(
        string name,
        string description,
        params string[] aliases
    ) =>
        NewOption.Value<string[]>(
            name,
            "urn",
            $"{description}; repeatable, with * and ** as wildcards",
            aliases
        );
}
