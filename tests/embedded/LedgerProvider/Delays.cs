using System.Globalization;

namespace LedgerProvider;

/// <summary>How slow the ledger is: every operation waits for up to this long before it takes effect, and again before it answers.</summary>
internal sealed class Delays(int milliseconds)
{
    public static Delays FromEnvironment() =>
        new(
            int.Parse(
                Environment.GetEnvironmentVariable("LEDGER_DELAY") ?? "0",
                CultureInfo.InvariantCulture
            )
        );

    public Task WaitAsync() =>
        milliseconds == 0 ? Task.CompletedTask : Task.Delay(Random.Shared.Next(milliseconds + 1));
}
