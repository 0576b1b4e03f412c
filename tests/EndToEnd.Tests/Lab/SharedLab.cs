namespace EndToEnd.Tests.Lab;

/// <summary>The lab of a fixture, which its tests share as long as each of them leaves the host as empty as it found it.</summary>
internal sealed class SharedLab : IAsyncDisposable
{
    private LabHost? _lab;

    /// <summary>The lab for the next test: the one of the test before, or a new one.</summary>
    public async Task<LabHost> TakeAsync() => _lab ??= await LabHost.StartAsync();

    /// <summary>Removes a test's project, and the lab as well if the test failed or left anything in it.</summary>
    public async Task ReturnAsync(Stack stack)
    {
        var isEmpty = false;
        try
        {
            isEmpty =
                _lab is { } lab
                && TestContext.CurrentContext.Result.Outcome.Status
                    != NUnit.Framework.Interfaces.TestStatus.Failed
                && (await HostPicture.LeftOversAsync(lab)).Count == 0;
        }
        finally
        {
            // A lab that cannot be looked at is no lab for the next test either.
            if (!isEmpty)
            {
                await DisposeAsync();
            }
        }

        if (isEmpty)
        {
            Directory.Delete(stack.Directory, recursive: true);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_lab is not null)
        {
            await _lab.DisposeAsync();
            _lab = null;
        }
    }
}
