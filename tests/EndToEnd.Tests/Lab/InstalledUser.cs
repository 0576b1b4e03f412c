using CliWrap;
using CliWrap.Buffered;

namespace EndToEnd.Tests.Lab;

/// <summary>
/// A user of a lab who has no clone and an empty home. NuGet has one source there, a folder with the packages of this checkout, and finds what
/// they depend on among those that the tests' own build has fetched: a lab reaches no registry.
/// </summary>
internal sealed class InstalledUser
{
    private readonly LabHost _lab;
    private readonly Dictionary<string, string?> _environment;

    private InstalledUser(LabHost lab)
    {
        _lab = lab;
        Home = Path.Combine(lab.Directory, "user");
        _environment = new(lab.Environment, StringComparer.Ordinal)
        {
            ["HOME"] = Home,
            ["PATH"] = $"{Home}/.dotnet/tools:{Environment.GetEnvironmentVariable("PATH")}",
            ["PULUMI_HOME"] = null,
            // A person sits at this terminal, also where the tests run in CI.
            ["CI"] = null,
            ["PULUMI_CONFIG_PASSPHRASE"] = "",
            ["NUGET_PACKAGES"] = null,
            ["DOTNET_CLI_HOME"] = null,
            // The build of the image would fetch these parts.
            ["NIXHOST_GUEST_PARTS"] = Checkout.GuestParts,
            // Nothing of a build may be left when the lab is looked over.
            ["UseSharedCompilation"] = "false",
            ["MSBUILDDISABLENODEREUSE"] = "1",
        };
    }

    public string Home { get; }

    /// <summary>Packs the checkout into a folder of the lab and makes the home.</summary>
    public static async Task<InstalledUser> CreateAsync(LabHost lab)
    {
        var feed = Path.Combine(lab.Directory, "feed");
        var packed = await Cli.Wrap(Path.Combine(Checkout.Root, "eng", "pack.sh"))
            .WithArguments(["--stand-in", feed])
            .WithValidation(CommandResultValidation.None)
            .ExecuteBufferedAsync(TestContext.CurrentContext.CancellationToken);
        Assert.That(packed.ExitCode, Is.Zero, packed.StandardOutput + packed.StandardError);
        var user = new InstalledUser(lab);
        var configuration = Directory.CreateDirectory(Path.Combine(user.Home, ".nuget", "NuGet"));
        await File.WriteAllTextAsync(
            Path.Combine(configuration.FullName, "NuGet.Config"),
            $"""
            <configuration>
              <packageSources><clear /><add key="folder" value="{feed}" /></packageSources>
              <fallbackPackageFolders><clear /><add key="fetched" value="{Checkout.NuGetPackages}" /></fallbackPackageFolders>
            </configuration>
            """
        );
        return user;
    }

    /// <summary>Types commands into a shell at home, which ends at the first one that fails.</summary>
    public Task<CommandResult> TypeAsync(string commands) =>
        RunAsync("bash", "-euo", "pipefail", "-c", commands);

    /// <summary>Types commands into a terminal, and then what they ask for.</summary>
    public Task<CommandResult> AnswerAsync(string commands, params string[] answers) =>
        RunAsync([
            "bash",
            "-c",
            "printf '%s\\n' \"${@:2}\" | script --quiet --return --command \"set -e; $1\" /dev/null",
            "bash",
            commands,
            .. answers,
        ]);

    private Task<CommandResult> RunAsync(params string[] command) =>
        _lab.RunAsync(command, _environment, Home, new Transcript());
}
