using System.Diagnostics;

namespace Infra.Cli.Processes;

/// <summary>Runs the user's editor on the terminal, without a timeout.</summary>
internal static class Editor
{
    /// <summary>Opens a file and waits until the editor exits.</summary>
    /// <param name="command">The value of <c>EDITOR</c>: a program with optional arguments.</param>
    /// <param name="path">The path of the file.</param>
    /// <param name="cancellationToken">Kills the editor.</param>
    public static async Task OpenAsync(
        string command,
        string path,
        CancellationToken cancellationToken
    )
    {
        // The shell splits the command, as git does. The path stays one argument.
        var start = new ProcessStartInfo("/bin/sh", ["-c", $"{command} \"$@\"", command, path])
        {
            UseShellExecute = false,
        };
        using var process =
            Process.Start(start)
            ?? throw new CommandException(
                ExitCode.Failure,
                $"The editor '{command}' (from EDITOR) did not start."
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
                $"The editor '{command}' (from EDITOR) exited with code {process.ExitCode}. Nothing was changed."
            );
        }
    }
}
