namespace Infra.Engine;

/// <summary>The machine and the user's shell: variables, directories, user and process. Tests create their own.</summary>
public sealed record PulumiEnvironment
{
    private const string KernelHostName = "/proc/sys/kernel/hostname";

    /// <summary>The values of environment variables; <c>null</c> when one is not set.</summary>
    public required Func<string, string?> Variable { get; init; }

    /// <summary>The absolute directory that relative paths start from.</summary>
    public required string CurrentDirectory { get; init; }

    /// <summary>The user's home directory, for <c>file://~</c>.</summary>
    public required string HomeDirectory { get; init; }

    /// <summary>The user's name, as a lock records it.</summary>
    public required string UserName { get; init; }

    /// <summary>The machine's name, as a lock records it.</summary>
    public required string HostName { get; init; }

    /// <summary>This process, as a lock records it.</summary>
    public required int ProcessId { get; init; }

    /// <summary>The directory of the user's own Pulumi files: <c>PULUMI_HOME</c>, else <c>~/.pulumi</c>.</summary>
    public string PulumiHome =>
        Variable("PULUMI_HOME") is { Length: > 0 } home
            ? Path.GetFullPath(home, CurrentDirectory)
            : Path.Combine(HomeDirectory, ".pulumi");

    public static PulumiEnvironment OfProcess() =>
        new()
        {
            Variable = Environment.GetEnvironmentVariable,
            CurrentDirectory = WorkingDirectory(),
            HomeDirectory = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile),
            UserName = Environment.UserName,
            HostName = FullHostName(),
            ProcessId = Environment.ProcessId,
        };

    /// <summary>The kernel still knows the name of a directory that was deleted, so that messages can tell it.</summary>
    private static string WorkingDirectory()
    {
        try
        {
            return Environment.CurrentDirectory;
        }
        catch (IOException)
        {
            return File.ResolveLinkTarget("/proc/self/cwd", returnFinalTarget: false)?.FullName
                ?? "/";
        }
    }

    /// <summary>.NET cuts the machine's name at the first dot, and Pulumi does not: locks of both must agree.</summary>
    private static string FullHostName() =>
        File.Exists(KernelHostName)
            ? File.ReadAllText(KernelHostName).Trim()
            : Environment.MachineName;

    /// <summary>Whether a variable is set to <c>1</c> or <c>true</c>.</summary>
    public bool IsOn(string variable) =>
        Variable(variable) is { } value
        && (value == "1" || string.Equals(value, "true", StringComparison.OrdinalIgnoreCase));
}
