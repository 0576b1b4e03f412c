using System.CommandLine;

namespace Infra.Cli.Commands.Information;

/// <summary><c>version</c>: a Pulumi version, since clients compare it, with ours behind the plus sign.</summary>
internal sealed class VersionCommand : Command
{
    /// <summary>The release whose behaviour this engine follows.</summary>
    private const string Compatible = "3.259.0";

    public VersionCommand(CommandContext context)
        : base("version", "Print the version") =>
        SetAction(_ => context.Terminal.RawOut.WriteLine(Text));

    public static string Text { get; } =
        $"v{Compatible}+infra.{typeof(VersionCommand).Assembly.GetName().Version?.ToString(3)}";
}
