using System.Collections.Immutable;

namespace Infra.Engine.Processes;

/// <summary>The programs of util-linux that give a child a session of its own and end it when the engine is killed.</summary>
/// <param name="Program">The outermost of them.</param>
/// <param name="Arguments">What precedes the child's own program.</param>
internal sealed record ProcessWrapper(string Program, ImmutableArray<string> Arguments)
{
    /// <summary>The wrapper, as far as this machine has one.</summary>
    public static ProcessWrapper? Find(string workingDirectory)
    {
        if (FindReal("setsid", workingDirectory) is not { } setsid)
        {
            return null;
        }

        // Without it, a killed engine leaves plugins behind that go on with what they were doing. They are asked to end, so that they can end
        // what they have started in turn; the kernel has no way to kill a whole session with its parent.
        return FindReal("setpriv", workingDirectory) is { } setpriv
            ? new(setsid, [setpriv, "--pdeathsig", "TERM"])
            : new(setsid, []);
    }

    // The applets of the same names know fewer options.
    private static string? FindReal(string name, string workingDirectory)
    {
        var path = Executables.Find(name, workingDirectory);
        var target = path is null
            ? null
            : File.ResolveLinkTarget(path, returnFinalTarget: true)?.Name ?? name;
        return target == name ? path : null;
    }
}
