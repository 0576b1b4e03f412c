namespace EndToEnd.Tests.Lab;

/// <summary>
/// Looks for a secret in the arguments of all processes of some machines, and in their temporary files, until it is stopped. A short-lived
/// process is seen if it lives for a tenth of a second.
/// </summary>
internal sealed class SecretSweep
{
    private const string Look = """
        # The shell has the secret from a file, so that this sweep does not find itself.
        rounds=0
        while [ ! -e /run/stop-sweep ]; do
            for process in $(grep -lsaF -f /run/sought /proc/[0-9]*/cmdline); do
                tr '\0' ' ' <"$process" 2>/dev/null
            done
            if [ -d /run/tmp ]; then grep -rlsaF -f /run/sought /run/tmp; fi
            rounds=$((rounds + 1))
            sleep 0.1
        done
        rm /run/stop-sweep /run/sought
        [ "$rounds" -gt 0 ]
        """;

    private readonly IReadOnlyList<LabHost> _machines;
    private readonly Task<CommandResult>[] _looking;

    private SecretSweep(IReadOnlyList<LabHost> machines)
    {
        _machines = machines;
        _looking = [.. machines.Select(m => m.RunAsync("bash", "-c", Look))];
    }

    /// <summary>Begins to look.</summary>
    public static async Task<SecretSweep> StartAsync(string secret, IReadOnlyList<LabHost> machines)
    {
        foreach (var machine in machines)
        {
            var file = Path.Combine(machine.Directory, "sought");
            await File.WriteAllTextAsync(file, secret + "\n");
            (await machine.RunAsync("mv", file, "/run/sought")).Succeeded();
        }

        return new(machines);
    }

    /// <summary>Stops and returns what was found.</summary>
    public async Task<string> FoundAsync()
    {
        foreach (var machine in _machines)
        {
            (await machine.RunAsync("touch", "/run/stop-sweep")).Succeeded();
        }

        var found = await Task.WhenAll(_looking);
        return string.Concat(found.Select(f => f.Succeeded().Output));
    }
}
