namespace Conformance.Tests.Lab;

/// <summary>The processes that carry a text in their environment: all that a run started, whoever their parent is by now.</summary>
internal static class ProcessTable
{
    /// <summary>Their command lines.</summary>
    public static IReadOnlyList<string> With(string text) =>
        [
            .. Directory
                .EnumerateDirectories("/proc")
                .Where(path => int.TryParse(Path.GetFileName(path), out _))
                .Where(path => Read(path, "environ").Contains(text, StringComparison.Ordinal))
                .Select(path => Read(path, "cmdline").Replace('\0', ' '))
                // A process that ended and was not waited for yet has none any more.
                .Where(command => command.Length > 0),
        ];

    /// <summary>Waits until there are none.</summary>
    public static Task NoneLeftAsync(string text) =>
        Wait.UntilAsync(
            () => With(text).Count == 0,
            () => $"still running: {string.Join("; ", With(text))}"
        );

    private static string Read(string path, string file)
    {
        try
        {
            return File.ReadAllText(Path.Combine(path, file));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It ended meanwhile.
            return "";
        }
    }
}
