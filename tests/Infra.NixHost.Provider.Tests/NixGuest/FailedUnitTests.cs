using Infra.NixHost.Provider.Tests.Fakes;

namespace Infra.NixHost.Provider.Tests.NixGuest;

/// <summary>A guest is configured when its default target is reached; units that failed on the way are told.</summary>
internal sealed class FailedUnitTests : GuestTest
{
    [Test]
    public async Task Units_that_failed_in_a_configured_guest_are_a_warning_with_their_names()
    {
        Domains.OnBoot = _ =>
            [
                """{"v":1,"seq":1,"boot":"b","phase":"ready","state":"done","failedUnits":"rose.service mnt-data.mount"}""",
            ];

        var step = await Stack.UpAsync(Type, "web", Inputs);

        Assert.That(step.Operation, Is.EqualTo("create"));
        Assert.That(
            Stack.Log.Warnings.Single(w => w.Contains("units", StringComparison.Ordinal)),
            Does.Contain("'web'").And.Contain("rose.service, mnt-data.mount")
        );
    }

    [Test]
    public async Task A_guest_without_failed_units_warns_of_nothing()
    {
        await Stack.UpAsync(Type, "web", Inputs);

        Assert.That(Stack.Log.Warnings, Is.Empty);
    }
}
