using System.CommandLine;

namespace Infra.Cli.Parsing;

/// <summary>The options every command takes.</summary>
internal sealed class GlobalOptions
{
    private readonly Option<string?> _directory = Everywhere(
        new Option<string?>("--cwd", "-C")
        {
            Description = "Work as if started in this directory",
            HelpName = "dir",
        }
    );

    private readonly Option<string> _color = Everywhere(
        new Option<string>("--color")
        {
            Description = "Use colors: always, never, raw, or auto for where a terminal takes them",
            HelpName = "when",
            DefaultValueFactory = _ => "auto",
        }
    );

    private readonly Option<bool> _isNonInteractive = Everywhere(
        new Option<bool>("--non-interactive")
        {
            Description = "Never ask; fail where an answer is needed",
        }
    );

    private readonly Option<int> _verbosity = Everywhere(
        new Option<int>("--verbose", "-v") { Description = "Log more; 1 to 9", HelpName = "level" }
    );

    private readonly Option<bool> _skipsIntegrity = Everywhere(
        new Option<bool>("--disable-integrity-checking")
        {
            Description = "Work on a state although it is unsound",
            Hidden = true,
        }
    );

    private readonly Option<bool> _qualifies = Everywhere(
        new Option<bool>("--fully-qualify-stack-names", "-Q")
        {
            Description = "Write names of stacks as organization/PROJECT/STACK",
            // So long a name would make the usage of every command harder to read.
            Hidden = true,
        }
    );

    // Accepted so that scripts written for the Pulumi CLI run: what they ask for is so here anyway, or has no meaning.
    private readonly Option[] _accepted =
    [
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
                [
                    _directory,
                    _color,
                    _isNonInteractive,
                    _verbosity,
                    _qualifies,
                    _skipsIntegrity,
                    .. _accepted,
                ]
        )
        {
            root.Options.Add(option);
        }
    }

    /// <summary>Makes the context as the options want it.</summary>
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
        context.Verbosity = parsed.GetValue(_verbosity);
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
