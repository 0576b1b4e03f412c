using System.CommandLine;

namespace Infra.Cli.Parsing;

/// <summary>The options of every command.</summary>
internal sealed class GlobalOptions
{
    private readonly Option<string?> _directory = Everywhere(
        new Option<string?>("--cwd", "-C")
        {
            Description = "Run as if started in this directory",
            HelpName = "dir",
        }
    );

    private readonly Option<string> _color = Everywhere(
        new Option<string>("--color")
        {
            Description = "Use colors: always, never, raw, or auto (only on a terminal)",
            HelpName = "when",
            DefaultValueFactory = _ => "auto",
        }
    );

    private readonly Option<bool> _isNonInteractive = Everywhere(
        new Option<bool>("--non-interactive")
        {
            Description = "Never ask; fail if an answer is needed",
        }
    );

    private readonly Option<bool> _skipsIntegrity = Everywhere(
        new Option<bool>("--disable-integrity-checking")
        {
            Description = "Skip the integrity check of the state",
            Hidden = true,
        }
    );

    private readonly Option<bool> _qualifies = Everywhere(
        new Option<bool>("--fully-qualify-stack-names", "-Q")
        {
            Description = "Print stack names as organization/PROJECT/STACK",
            // The long name would make the help of every command harder to read.
            Hidden = true,
        }
    );

    // These options are accepted for scripts written for the Pulumi CLI. They have no effect here.
    private readonly Option[] _accepted =
    [
        Accepted(new Option<int>("--verbose", "-v")),
        Accepted(new Option<bool>("--logtostderr")),
        Accepted(new Option<bool>("--logflow")),
        Accepted(new Option<bool>("--emoji", "-e")),
        Accepted(new Option<string?>("--tracing")),
        Accepted(new Option<string?>("--otel-traces")),
        Accepted(new Option<string?>("--profiling")),
        Accepted(new Option<int>("--memprofilerate")),
    ];

    public GlobalOptions() => _color.AcceptOnlyFromAmong("auto", "always", "never", "raw");

    public void AddTo(Command root)
    {
        foreach (
            var option in (IEnumerable<Option>)
                [_directory, _color, _isNonInteractive, _qualifies, _skipsIntegrity, .. _accepted]
        )
        {
            root.Options.Add(option);
        }
    }

    /// <summary>Applies the options to the context.</summary>
    public void Apply(ParseResult parsed, CommandContext context)
    {
        if (parsed.GetValue(_directory) is { } directory)
        {
            var full = Path.GetFullPath(directory, context.WorkingDirectory);
            context.Environment = context.Environment with { CurrentDirectory = full };
            if (!Directory.Exists(context.WorkingDirectory))
            {
                throw new CommandException(
                    ExitCode.Invocation,
                    $"The directory '{context.WorkingDirectory}' given with --cwd does not exist."
                );
            }
        }

        context.IsNonInteractive = parsed.GetValue(_isNonInteractive);
        context.QualifiesStackNames = parsed.GetValue(_qualifies);
        context.ChecksIntegrity = !parsed.GetValue(_skipsIntegrity);
        context.Terminal.UseColor = parsed.GetValue(_color) switch
        {
            "always" => true,
            "never" or "raw" => false,
            _ => context.Variable("NO_COLOR") is null ? null : false,
        };
    }

    private static Option<T> Everywhere<T>(Option<T> option)
    {
        option.Recursive = true;
        return option;
    }

    private static Option<T> Accepted<T>(Option<T> option)
    {
        option.Hidden = true;
        return Everywhere(option);
    }
}
