using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Infra.NixHost.Provider.Tests.Upgrades;

/// <summary>
/// Whoever updates the provider sees an empty preview. Each released version has left a state here; the file of the version at hand is written by
/// this test with <c>UPDATE_SNAPSHOTS=1</c> and stays as it is once that version is out.
/// </summary>
internal sealed partial class UpgradeTests
{
    [OneTimeSetUp]
    public async Task RecordAsync()
    {
        // A released version's state is what that version has left, so that nothing may write it again.
        if (
            Environment.GetEnvironmentVariable("UPDATE_SNAPSHOTS") == "1"
            && !Released().Contains(Package.Version)
        )
        {
            using var made = new UpgradedStack();
            await made.UpAsync();
            RecordedState.Write(Package.Version, made.Stack);
        }
    }

    [TestCaseSource(typeof(RecordedState), nameof(RecordedState.Versions))]
    public async Task A_state_that_a_version_has_left_previews_empty(string version)
    {
        using var upgraded = new UpgradedStack();
        var stack = upgraded.Stack;
        await upgraded.UpAsync();
        RecordedState.Read(version, stack);
        stack.Restart();
        var writes = stack.Host.Calls.Writes.Count;

        foreach (var (type, name, inputs) in UpgradedStack.Program)
        {
            var preview = await stack.PreviewAsync(type, name, inputs);
            Assert.That(
                (preview.Operation, preview.Diff?.Changes.Select(c => c.Describe()) ?? []),
                Is.EqualTo(("same", Enumerable.Empty<string>())),
                $"{type} {name}"
            );
        }

        Assert.That(stack.Log.Warnings, Is.Empty);
        Assert.That(stack.Host.Calls.Writes.Count, Is.EqualTo(writes));
    }

    [TestCaseSource(typeof(RecordedState), nameof(RecordedState.Versions))]
    public async Task A_state_that_a_version_has_left_is_refreshed_without_a_difference(
        string version
    )
    {
        using var upgraded = new UpgradedStack();
        await upgraded.UpAsync();
        RecordedState.Read(version, upgraded.Stack);

        foreach (var (type, name, inputs) in UpgradedStack.Program)
        {
            Assert.That(
                await upgraded.Stack.RefreshAsync(type, name),
                Is.Not.Null,
                $"{type} {name}"
            );
            var preview = await upgraded.Stack.PreviewAsync(type, name, inputs);
            Assert.That(preview.Operation, Is.EqualTo("same"), $"{type} {name}");
        }
    }

    [Test]
    public void Every_released_version_and_the_next_have_left_a_state() =>
        Assert.That(
            RecordedState.Versions,
            Is.SupersetOf(Released().Append(Package.Version)),
            "record it with UPDATE_SNAPSHOTS=1"
        );

    [Test]
    public void Every_type_takes_part() =>
        Assert.That(
            UpgradedStack.Program.Select(r => r.Type).Distinct(),
            // No recorded version had a Host.
            Is.EquivalentTo(Package.Resources.Select(r => r.Name).Where(name => name != "Host"))
        );

    private static IEnumerable<string> Released() =>
        Heading()
            .Matches(File.ReadAllText(Changelog()))
            .Select(match => match.Groups["version"].Value);

    [GeneratedRegex(
        @"^## \[?(?<version>\d+\.\d+\.\d+)",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Heading();

    private static string Changelog([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../../../CHANGELOG.md"));
}
