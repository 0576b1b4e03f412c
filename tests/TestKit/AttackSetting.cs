using System.Globalization;

namespace TestKit;

/// <summary>What the attacks read from the environment: how long they go on, and from which seed.</summary>
public static class AttackSetting
{
    /// <summary>How many random messages each receiver gets.</summary>
    public static int Messages(int usual) => Number("INFRA_FUZZ_ROUNDS", usual);

    /// <summary>The first seed of random messages.</summary>
    public static int MessageSeed(int usual = 1) => Number("INFRA_FUZZ_SEED", usual);

    /// <summary>The first seed of kills.</summary>
    public static int KillSeed() => Number("INFRA_KILL_SEED", 1);

    /// <summary>A number from the environment.</summary>
    /// <param name="variable">The variable's name.</param>
    /// <param name="usual">The number where the variable is missing or empty.</param>
    /// <exception cref="FormatException">The variable is no number.</exception>
    public static int Number(string variable, int usual) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text
            ? int.Parse(text, CultureInfo.InvariantCulture)
            : usual;
}
