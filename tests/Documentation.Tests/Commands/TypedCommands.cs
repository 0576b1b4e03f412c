using System.Collections.Immutable;
using System.Text.RegularExpressions;
using CliWrap;
using CliWrap.Buffered;
using Documentation.Tests.Pages;

namespace Documentation.Tests.Commands;

/// <summary>
/// The commands of a block as a shell splits them. Bash runs the block itself, in an empty directory and with no program in PATH, and tells
/// the name and arguments of each command that it does not find.
/// </summary>
internal static partial class TypedCommands
{
    /// <summary>The name that the script of a clone gets, whose path leads nowhere in that directory.</summary>
    public const string Wrapper = "pulumi-of-the-clone";

    private const string Telling = """
        # The commands of a pipeline run at once, so each tells itself in one write.
        command_not_found_handle() { printf -v told '%s\x1f' "$@"; printf '%s\x1e' "$told" >&9; }
        cd() { command_not_found_handle cd "$@"; }
        """;

    /// <summary>The commands with their arguments, in the order in which the shell meets them.</summary>
    public static async Task<ImmutableArray<ImmutableArray<string>>> InAsync(Block block)
    {
        var directory = Directory.CreateTempSubdirectory("nixhost-typed-");
        try
        {
            var told = Path.Combine(directory.FullName, "told");
            var script = OwnScript().Replace(block.Text, Wrapper);
            // Each command can read and write what it names, because nothing else exists there.
            var result = await Cli.Wrap("bash")
                .WithArguments(["-c", $"exec 9>told\n{Telling}\nPATH=/nonexistent\n{script}\ntrue"])
                .WithWorkingDirectory(directory.FullName)
                .WithEnvironmentVariables(e => e.Set("HOME", directory.FullName))
                .WithValidation(CommandResultValidation.None)
                .ExecuteBufferedAsync();
            Assert.That(result.ExitCode, Is.Zero, $"{block}: {result.StandardError}");
            return
            [
                .. (await File.ReadAllTextAsync(told))
                    .Split('\x1e', StringSplitOptions.RemoveEmptyEntries)
                    .Select(command => command[..^1].Split('\x1f').ToImmutableArray()),
            ];
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    [GeneratedRegex(
        @"(?<![\w/.])(\.{1,2}/)+pulumi(?=\s)",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant
    )]
    private static partial Regex OwnScript();
}
