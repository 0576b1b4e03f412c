using CliWrap;

namespace Faults.Tests.Stage;

/// <summary>The configuration of a project's stack.</summary>
internal static class Configuration
{
    /// <summary>Sets a secret as a careful user does: not on the command line, which everybody on the machine can read.</summary>
    public static async Task SetSecretAsync(LedgerProject project, string key, string value)
    {
        var command = project
            .Command("config", "set", "--secret", key)
            .WithStandardInputPipe(PipeSource.FromString(value));
        (await new RunningCommand(command).Result).Succeeded();
    }
}
