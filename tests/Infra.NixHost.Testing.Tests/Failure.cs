namespace Infra.NixHost.Testing.Tests;

/// <summary>What a run ends with.</summary>
internal static class Failure
{
    /// <summary>The failure of a run that must not succeed.</summary>
    public static async Task<StackProblemsException> OfAsync(Func<Task<StackPlan>> run) =>
        await FindAsync(run) ?? throw new AssertionException("The run found nothing wrong.");

    /// <summary>The failure of a run, if it failed.</summary>
    public static async Task<StackProblemsException?> FindAsync(Func<Task<StackPlan>> run)
    {
        try
        {
            await run();
            return null;
        }
        catch (StackProblemsException e)
        {
            return e;
        }
    }
}
