namespace Infra.Cli.Commands.Information;

/// <summary><c>version</c>: prints a Pulumi version, which clients compare, followed by a plus sign and ours.</summary>
internal sealed class VersionCommand : CliCommand
{
    /// <summary>The Pulumi release that this engine is compatible with.</summary>
    private const string Compatible = "3.259.0";

    public VersionCommand(CommandContext context)
        : base(context, "version", "Print the version") =>
        Prints(_ => context.Terminal.RawOut.WriteLine(Text));

    public static string Text { get; } =
        $"v{Compatible}+infra.{typeof(VersionCommand).Assembly.GetName().Version?.ToString(3)}";
}
