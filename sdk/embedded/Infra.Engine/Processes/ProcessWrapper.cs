using System.Collections.Immutable;

namespace Infra.Engine.Processes;

/// <summary>The programs that give a child its own session and end it when the engine is killed.</summary>
/// <param name="Arguments">The arguments before the child's own program.</param>
internal sealed record ProcessWrapper(string Program, ImmutableArray<string> Arguments)
{
    /// <summary>The wrapper, or <c>null</c> when this machine lacks the programs.</summary>
    public static ProcessWrapper? Find(string workingDirectory)
    {
        // BusyBox has it too. Without a session of their own, children would die with the terminal in the middle of an operation.
        if (Executables.Find("setsid", workingDirectory) is not { } setsid)
        {
            return null;
        }

        // A killed engine would leave plugins behind that go on with their operations. They get a signal to end, because the kernel cannot
        // kill a whole session with its parent.
        return FindReal("setpriv", workingDirectory) is { } setpriv
            ? new(setsid, [setpriv, "--pdeathsig", "TERM"])
            : new(setsid, []);
    }

    // The BusyBox applet of the same name lacks the option.
    private static string? FindReal(string name, string workingDirectory)
    {
        var path = Executables.Find(name, workingDirectory);
        var target = path is null
            ? null
            : File.ResolveLinkTarget(path, returnFinalTarget: true)?.Name ?? name;
        return target == name ? path : null;
    }
}
