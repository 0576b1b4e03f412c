using Infra.NixHost.Host.Nix;

namespace Infra.NixHost.Host.Tests.Nix;

internal sealed class StoreRootsRaceTests
{
    [Test]
    public void Roots_of_one_stack_can_go_at_the_same_time()
    {
        var directory = Directory.CreateTempSubdirectory("nixhost-roots-").FullName;
        try
        {
            for (var round = 0; round < 50; round++)
            {
                var roots = new StoreRoots(directory);
                var paths = Enumerable
                    .Range(0, 8)
                    .Select(i => roots.PathOf("lab", "dev", $"urn-{i}", "image"))
                    .ToList();
                foreach (var path in paths)
                {
                    StoreRoots.Prepare(path);
                    File.CreateSymbolicLink(path, "/nix/store/x");
                }

                Assert.That(() => Parallel.ForEach(paths, roots.Remove), Throws.Nothing);
                Assert.That(Directory.EnumerateFileSystemEntries(directory), Is.Empty);
            }
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }
}
