using Infra.Engine.Tests.Fakes;

namespace Infra.Engine.Tests.Deployment.Decisions;

/// <summary>Every decision of Pulumi's engine about a resource, one row each.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
[CancelAfter(20_000)]
public sealed class DecisionTable
{
    private static readonly string[] Operations = ["create ", "update ", "delete ", "read "];
    private readonly TestStack _stack = new();

    [TestCaseSource(typeof(IdentityRows), nameof(IdentityRows.All))]
    [TestCaseSource(typeof(RegistrationRows), nameof(RegistrationRows.All))]
    [TestCaseSource(typeof(ReplacementRows), nameof(ReplacementRows.All))]
    [TestCaseSource(typeof(CascadeRows), nameof(CascadeRows.All))]
    [TestCaseSource(typeof(ReadRows), nameof(ReadRows.All))]
    [TestCaseSource(typeof(DeletionRows), nameof(DeletionRows.All))]
    [TestCaseSource(typeof(RefreshRows), nameof(RefreshRows.All))]
    [TestCaseSource(typeof(FailureRows), nameof(FailureRows.All))]
    public async Task Decides(DecisionRow row)
    {
        var before = await _stack.UpAsync(row.Before);
        Assert.That(before.Succeeded, Is.True, string.Join('\n', before.Log.Errors));
        row.Arrange(_stack);

        var run = await _stack.UpAsync(row.Now);

        var calls = _stack.Ledger.Calls.Where(call =>
            Array.Exists(Operations, o => call.StartsWith(o, StringComparison.Ordinal))
        );
        Assert.Multiple(() =>
        {
            Assert.That(run.Log.Steps, Is.EqualTo(row.Steps), "steps");
            Assert.That(calls, Is.EqualTo(row.Calls), "calls");
            Assert.That(
                string.Join('\n', run.Log.Errors),
                row.Error is null ? Is.Empty : Does.Contain(row.Error)
            );
            Assert.That(run.Succeeded, Is.EqualTo(row.Error is null));
        });
    }
}
