using Faults.Tests.Stage;

namespace Faults.Tests.Kills;

/// <summary>One run of the stack: from what is there before it, undisturbed, to what is there after it.</summary>
/// <param name="Name">What it does.</param>
/// <param name="Arguments">How it is called.</param>
/// <param name="Before">The project as it is before.</param>
/// <param name="After">The project as an undisturbed run leaves it.</param>
internal sealed record Phase(
    string Name,
    string[] Arguments,
    LedgerProject Before,
    LedgerProject After
)
{
    /// <summary>How many lines an undisturbed run adds to the ledger's log.</summary>
    public int Lines => After.Ledger.Log.Length - Before.Ledger.Log.Length;

    /// <summary>Runs it undisturbed.</summary>
    public static async Task<Phase> RunAsync(
        string name,
        LedgerProject before,
        params string[] arguments
    )
    {
        var after = before.Copy();
        (await after.RunAsync(arguments)).Succeeded();
        return new(name, arguments, before, after);
    }
}
