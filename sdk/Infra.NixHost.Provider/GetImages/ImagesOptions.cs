namespace Infra.NixHost.Provider.GetImages;

/// <summary>What the command <c>images</c> is told.</summary>
internal sealed record ImagesOptions
{
    /// <summary>The ways to call it.</summary>
    public const string Ways =
        "write `images [--host ADDRESS] [--json]`, or `images [--host ADDRESS] --prune --older-than AGE [--stack PROJECT/STACK] [--yes]`";

    /// <summary>The address of the host; <c>null</c> for this machine.</summary>
    public string? Host { get; init; }

    /// <summary>Whether the list is JSON.</summary>
    public bool Json { get; init; }

    /// <summary>Whether roots are dropped.</summary>
    public bool Prune { get; init; }

    /// <summary>How old these roots are at least.</summary>
    public TimeSpan? OlderThan { get; init; }

    /// <summary>The one stack whose roots are dropped, because its state does not have them any more; <c>null</c> for any.</summary>
    public string? Stack { get; init; }

    /// <summary>Whether nothing is asked.</summary>
    public bool Yes { get; init; }

    /// <summary>Reads the words behind <c>images</c>.</summary>
    /// <param name="words">The words.</param>
    /// <param name="problem">What is wrong with them; <c>null</c> for nothing.</param>
    public static ImagesOptions Parse(IReadOnlyList<string> words, out string? problem)
    {
        var options = new ImagesOptions();
        problem = null;
        for (var i = 0; i < words.Count && problem is null; i++)
        {
            var value = i + 1 < words.Count ? words[i + 1] : null;
            (options, problem) = words[i] switch
            {
                "--json" => (options with { Json = true }, null),
                "--prune" => (options with { Prune = true }, null),
                "--yes" => (options with { Yes = true }, null),
                "--host" or "--older-than" or "--stack" when value is null => (
                    options,
                    $"{words[i]} has no value; {Ways}."
                ),
                "--host" => (options with { Host = value }, null),
                "--stack" => (options with { Stack = value }, null),
                "--older-than" => AgeText.TryParse(value ?? "", out var age)
                    ? (options with { OlderThan = age }, null)
                    : (options, $"\"{value}\" is no age; write {AgeText.Expected}."),
                var word => (options, $"\"{word}\" is no way to call it; {Ways}."),
            };
            i += words[i] is "--host" or "--older-than" or "--stack" ? 1 : 0;
        }

        problem ??= options.Mismatch;
        return options;
    }

    private string? Mismatch =>
        Prune && OlderThan is null
            ? "--prune has no limit; name the least age of what may go, such as `--prune --older-than 30d`."
        : Prune && Json ? $"--json lists and does not prune; {Ways}."
        : !Prune && (OlderThan is not null || Stack is not null || Yes)
            ? $"--older-than, --stack and --yes are of --prune; {Ways}."
        : null;
}
