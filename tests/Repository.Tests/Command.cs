using System.Diagnostics;

namespace Repository.Tests;

/// <summary>Runs a command to its end and returns its output.</summary>
internal static class Command
{
    private static readonly TimeSpan Budget = TimeSpan.FromMinutes(10);

    /// <param name="directory">The working directory.</param>
    /// <param name="environment">The environment variables to set; <c>null</c> removes one.</param>
    /// <param name="command">The program and its arguments.</param>
    public static async Task<(int Code, string Output)> RunAsync(
        string directory,
        IReadOnlyDictionary<string, string?> environment,
        params string[] command
    )
    {
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            WorkingDirectory = directory,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // The compiler's server and MSBuild's nodes would outlive the test and keep its output open.
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["UseSharedCompilation"] = "false";
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        using var budget = new CancellationTokenSource(Budget);
        try
        {
            await process.WaitForExitAsync(budget.Token);
        }
        catch (OperationCanceledException e)
        {
            process.Kill(entireProcessTree: true);
            throw new AssertionException(
                $"'{string.Join(' ', command)}' did not end in {Budget}: {await output}{await error}",
                e
            );
        }

        return (process.ExitCode, await output + await error);
    }

    /// <summary>Returns the output of a command that must succeed.</summary>
    public static async Task<string> OutputAsync(
        string directory,
        IReadOnlyDictionary<string, string?> environment,
        params string[] command
    )
    {
        var (code, output) = await RunAsync(directory, environment, command);
        Assert.That(code, Is.Zero, $"'{string.Join(' ', command)}' failed:\n{output}");
        return output;
    }
}
