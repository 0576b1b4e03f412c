using Infra.NixHost.Hosts.Files;
using Infra.NixHost.Provider.Resources;
using Infra.NixHost.Provider.Tests.Fakes;

namespace Infra.NixHost.Provider.Tests.Resources;

/// <summary>The records of a run that died, while many resources look at them at once.</summary>
internal sealed class PendingCreatesTests
{
    private const int Rounds = 20;
    private DirectoryInfo _directory = null!;

    [SetUp]
    public void SetUp() => _directory = Directory.CreateTempSubdirectory("nixhost-test-");

    [TearDown]
    public void TearDown() => _directory.Delete(recursive: true);

    [Test]
    public async Task A_dead_run_seems_alive_to_none_of_many_that_look_at_once()
    {
        var resources = Enumerable
            .Range(0, 8)
            .Select(i => TestStack.IdentityOf("NixGuest", $"g{i}"))
            .ToList();
        for (var round = 0; round < Rounds; round++)
        {
            using var dead = Run();
            foreach (var resource in resources)
            {
                await dead.WriteAsync(resource, _ => new("token", "urn", "", ""), default);
            }

            Kill(dead);
            using var next = Run();
            var found = await Task.WhenAll(
                resources.Select(r =>
                    Task.Run(async () =>
                    {
                        var told = next.TokenOf(r);
                        var chosen = await next.WriteAsync(
                            r,
                            pending => new(pending ?? "lost", "urn", "", ""),
                            default
                        );
                        return (told, chosen.Token);
                    })
                )
            );

            Assert.That(found, Has.All.EqualTo(("token", "token")));
        }
    }

    /// <summary>Ends a run without its goodbye: what it held stays, and nobody holds it.</summary>
    private void Kill(PendingCreates run)
    {
        var held = _directory.GetFiles("*.making").Single().FullName;
        run.Dispose();
        File.WriteAllText(held, "");
    }

    private PendingCreates Run() =>
        new(
            new(new LocalFiles(), _directory.FullName),
            new(new RecordingLog(), "/lab", TimeProvider.System)
        );
}
