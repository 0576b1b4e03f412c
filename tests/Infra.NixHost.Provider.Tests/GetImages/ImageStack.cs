using Infra.NixHost.Hosts.Ssh;
using Infra.NixHost.Provider.GetImages;
using Infra.NixHost.Provider.Resources;
using Infra.NixHost.Provider.Tests.Fakes;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.Tests.GetImages;

/// <summary>A stack in memory with images, disks and what is left of them.</summary>
internal abstract class ImageStack
{
    protected TestStack Stack { get; private set; } = null!;

    /// <summary>How the command was to reach the host.</summary>
    protected SshOptions? Opened { get; private set; }

    [SetUp]
    public void MakeStack() => Stack = new();

    [TearDown]
    public void RemoveStack() => Stack.Dispose();

    /// <summary>Builds an image in a run that has ended, and gives its store path.</summary>
    protected async Task<string> MakeImageAsync(string name)
    {
        Stack.Write($"{name}.nix", name);
        var step = await Stack.UpAsync(
            "NixImage",
            name,
            PropertyMap.Of(("expression", $"{name}.nix"))
        );
        Stack.Restart();
        return ((PropertyValue.String)step.Outputs["storePath"]).Value;
    }

    /// <summary>Makes a disk on an image in a run that has ended, and gives its path.</summary>
    protected async Task<string> MakeDiskAsync(string name, string image)
    {
        var step = await Stack.UpAsync(
            "OverlayDisk",
            name,
            PropertyMap.Of(("image", $"{image}/nixos.qcow2"))
        );
        Stack.Restart();
        return step.Id;
    }

    /// <summary>Makes every root this old.</summary>
    protected void Age(int days)
    {
        foreach (var root in Stack.Host.FakeStore.Roots.Keys)
        {
            Stack.Host.FakeStore.Made[root] = DateTimeOffset.UtcNow.AddDays(-days);
        }
    }

    /// <summary>Deletes a disk as somebody at the host does, and its record, as an older version that had none.</summary>
    protected void DeleteByHand(string disk, bool withRecord = true)
    {
        Stack.Host.FakeImages.Files.TryRemove(disk, out _);
        if (withRecord)
        {
            Stack.Host.FakeChains.Remembered.TryRemove(disk, out _);
        }
    }

    protected string RootOf(string name) => Stack.StateOf("NixImage", name).Id;

    /// <summary>A session of its own, as the command has it.</summary>
    protected ProviderSession Session() =>
        new(Stack.Host, new(Stack.Log, "/", TimeProvider.System));

    protected Task<ImageFacts> ReadAsync() => new ImageFactsReader(Session()).ReadAsync(default);

    /// <summary>Runs the command with these answers; without any there is no terminal.</summary>
    protected Task<(int Code, string Output, string Errors)> RunAsync(
        string? answers,
        params string[] words
    ) => AnswerAsync(answers is null ? null : new StringReader(answers), words);

    /// <summary>Runs the command with somebody at the terminal.</summary>
    protected async Task<(int Code, string Output, string Errors)> AnswerAsync(
        TextReader? answers,
        params string[] words
    )
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var errors = new StringWriter { NewLine = "\n" };
        var command = new ImagesCommand(
            ssh =>
            {
                Opened = ssh;
                return Stack.Host;
            },
            TimeProvider.System
        );
        var code = await command.RunAsync(words, new(output, errors, answers), default);
        return (code, $"{output}", $"{errors}");
    }
}
