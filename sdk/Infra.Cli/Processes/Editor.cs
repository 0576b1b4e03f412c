using System.Diagnostics;

namespace Infra.Cli.Processes;

/// <summary>The user's editor on the user's terminal; it takes as long as the user does.</summary>
internal static class Editor
{
    /// <summary>Opens a file and waits until it is closed.</summary>
    /// <param name="command">What <c>EDITOR</c> says: a program, perhaps with arguments.</param>
    /// <param name="path">The file.</param>
    /// <param name="cancellationToken">Kills it.</param>
    public static async Task OpenAsync(
        string command,
        string path,
        CancellationToken cancellationToken
    )
    {
        // As git does: the shell takes the command apart, and the path stays one argument.
        var start = new ProcessStartInfo("/bin/sh", ["-c", $"{command} \"$@\"", command, path])
        {
            UseShellExecute = false,
        };
        using var process =
            Process.Start(start)
            ?? throw new CommandException(
                ExitCode.Failure,
                $"The editor '{command}' did not start."
            );
        try
        {
            await process.WaitForExitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        if (process.ExitCode != 0)
        {
            throw new CommandException(
                ExitCode.Failure,
                $"The editor '{command}' (from EDITOR) ended with exit code {process.ExitCode}. Nothing was changed."
            );
        }
    }
}
