namespace Infra.NixHost.Hosts.Tests.Fakes;

/// <summary>Failures as users meet them.</summary>
internal static class Expect
{
    public static HostException Failure(string code, Action action) =>
        WithCode(code, Assert.Throws<HostException>(() => action()));

    public static async Task<HostException> FailureAsync(string code, Func<Task> action) =>
        WithCode(code, await Assert.ThrowsAsync<HostException>(action));

    public static async Task<OperationCanceledException> CancelledAsync(Func<Task> action)
    {
        var stopped = await Assert.CatchAsync<OperationCanceledException>(action);
        Assert.That(stopped, Is.Not.Null);
        return stopped;
    }

    private static HostException WithCode(string code, HostException? failure)
    {
        Assert.That(failure, Is.Not.Null);
        Assert.That(failure.Code, Is.EqualTo(code), failure.Message);
        return failure;
    }
}
