using System.Diagnostics;
using EndToEnd.Tests.Lab;

namespace EndToEnd.Tests;

/// <summary>The packages as someone installs them who has no clone, outside of the repository and with an empty home.</summary>
[Category("Real")]
[CancelAfter(2_400_000)]
public sealed class InstalledPackages
{
    private const string Root = "README.md";

    [Test]
    public async Task Two_commands_lead_from_installed_tools_to_a_configured_guest()
    {
        await using var lab = await LabHost.StartAsync();
        var user = await InstalledUser.CreateAsync(lab);
        (await user.TypeAsync(Readme.Command(Root, "dotnet tool install"))).Succeeded();

        var clock = Stopwatch.StartNew();
        var up = await user.AnswerAsync(Readme.Command(Root, "dotnet new nixhost"), "dev", "yes");
        var took = clock.Elapsed;

        up.Succeeded();
        TestContext.Out.WriteLine(
            $"measured: {took.TotalSeconds:f1} s to a configured guest (goal: two minutes)"
        );
        var address = (await user.TypeAsync("cd rose && infra stack output address"))
            .Succeeded()
            .Output;
        (
            await lab.RunAsync("ping", "-c", "1", "-W", "5", address.Split('/')[0].Trim())
        ).Succeeded();
        (
            await user.TypeAsync("cd rose && infra preview --expect-no-changes && infra destroy -y")
        ).Succeeded();
        Assert.That(await HostPicture.LeftOversAsync(lab), Is.Empty);

        // The other ways to a project copy the same folder.
        (
            await user.TypeAsync("infra new nixhost-csharp --generate-only --yes --dir ada/rose")
        ).Succeeded();
        var difference = await user.TypeAsync(
            "rm -rf rose/{bin,obj,.cache,.pulumi,Pulumi.dev.yaml} && diff -rq rose ada/rose"
        );
        Assert.That(
            difference.Text,
            Is.EqualTo("Files rose/config/address and ada/rose/config/address differ\n")
        );
    }
}
