using System.CommandLine;

namespace Infra.Cli.Parsing;

/// <summary>The options of every command.</summary>
internal static class GlobalOptions
{
    public static void AddTo(Command root)
    {
        var color = NewOption.Value<string>(
            "--color",
            "when",
            "Use colors: always, never, raw, or auto (only on a terminal)"
        );
        color.DefaultValueFactory = _ => "auto";
        color.AcceptOnlyFromAmong("auto", "always", "never", "raw");
        // The last ones are accepted for scripts written for the Pulumi CLI. They have no effect here.
        foreach (
            var option in (Option[])
                [
                    NewOption.Value<string?>(
                        "--cwd",
                        "dir",
                        "Run as if started in this directory",
                        "-C"
                    ),
                    color,
                    NewOption.Flag("--non-interactive", "Never ask; fail if an answer is needed"),
                    // The long name would make the help of every command harder to read.
                    NewOption.Hidden<bool>("--fully-qualify-stack-names", "-Q"),
                    NewOption.Hidden<bool>("--disable-integrity-checking"),
                    NewOption.Hidden<int>("--verbose", "-v"),
                    NewOption.Hidden<bool>("--logtostderr"),
                    NewOption.Hidden<bool>("--logflow"),
                    NewOption.Hidden<bool>("--emoji", "-e"),
                    NewOption.Hidden<string?>("--tracing"),
                    NewOption.Hidden<string?>("--otel-traces"),
                    NewOption.Hidden<string?>("--profiling"),
                    NewOption.Hidden<int>("--memprofilerate"),
                ]
        )
        {
            option.Recursive = true;
            root.Options.Add(option);
        }
    }

    /// <summary>Applies the options to the context.</summary>
    public static void Apply(ParseResult parsed, CommandContext context)
    {
        if (parsed.GetValue<string?>("--cwd") is { } directory)
        {
            var full = Path.GetFullPath(directory, context.WorkingDirectory);
            context.Environment = context.Environment with { CurrentDirectory = full };
            if (!Directory.Exists(context.WorkingDirectory))
            {
                throw CommandException.Usage(
                    $"The directory '{context.WorkingDirectory}' given with --cwd does not exist."
                );
            }
        }

        context.IsNonInteractive = parsed.GetValue<bool>("--non-interactive");
        context.QualifiesStackNames = parsed.GetValue<bool>("--fully-qualify-stack-names");
        context.ChecksIntegrity = !parsed.GetValue<bool>("--disable-integrity-checking");
        context.Terminal.UseColor = parsed.GetValue<string>("--color") switch
        {
            "always" => true,
            "never" or "raw" => false,
            _ => context.Variable("NO_COLOR") is null ? null : false,
        };
    }
}
