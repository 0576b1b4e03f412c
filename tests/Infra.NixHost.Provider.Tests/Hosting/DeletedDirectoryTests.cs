using System.Diagnostics;

namespace Infra.NixHost.Provider.Tests.Hosting;

internal sealed class DeletedDirectoryTests
{
    [Test]
    public async Task A_provider_whose_working_directory_was_deleted_starts_all_the_same()
    {
        var provider = Path.Combine(AppContext.BaseDirectory, "pulumi-resource-nixhost.dll");
        var directory = Directory.CreateTempSubdirectory("nixhost-test-").FullName;
        using var process = Process.Start(
            new ProcessStartInfo(
                "/bin/sh",
                ["-c", "cd \"$1\" && rmdir \"$1\" && exec dotnet \"$2\"", "sh", directory, provider]
            )
            {
                RedirectStandardOutput = true,
                RedirectStandardInput = true,
                UseShellExecute = false,
            }
        )!;
        try
        {
            var port = await process.StandardOutput.ReadLineAsync();

            Assert.That(int.TryParse(port, out _), $"the provider said: {port}");
        }
        finally
        {
            process.Kill(entireProcessTree: true);
        }
    }
}
