using Infra.NixHost.Hosts.Processes;

namespace Infra.NixHost.Hosts.Tests.Fakes;

/// <summary>Shell scripts in the place of the host's programs.</summary>
internal sealed class FakeTools : IDisposable
{
    private const UnixFileMode Executable =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    public TestDirectory Directory { get; } = new();

    public Dictionary<string, string> Environment { get; }

    public FakeTools() =>
        Environment = new(StringComparer.Ordinal)
        {
            ["PATH"] = $"{Directory.Make("bin")}:/usr/bin:/bin",
            ["HERE"] = Directory.Path,
        };

    public LocalShell Shell(TimeProvider? timeProvider = null) =>
        new(Environment, timeProvider ?? TimeProvider.System);

    /// <summary>Makes a program of a shell script. <c>$HERE</c> is the test's directory.</summary>
    public Tool Add(string program, string script)
    {
        var path = Directory.Write($"bin/{program}", $"#!/bin/sh\n{script}\n");
        File.SetUnixFileMode(path, Executable);
        return new(program, program + "-package", "programs." + program);
    }

    public void Dispose() => Directory.Dispose();
}
