using System.Text.RegularExpressions;
using Infra.NixHost.Provider.Tests.Fakes;
using Infra.Protocol.Values;
using Microsoft.CodeAnalysis;

namespace Infra.NixHost.Analyzers.Tests;

/// <summary>The editor says what the preview would say: each snippet goes through the analyzer, and through the library to the provider.</summary>
internal sealed partial class PreviewWordsTests
{
    private TestStack _stack = null!;

    [SetUp]
    public void MakeStack() => _stack = new();

    [TearDown]
    public void RemoveStack() => _stack.Dispose();

    [TestCaseSource(typeof(WrongPrograms), nameof(WrongPrograms.All))]
    public async Task The_editor_says_what_the_preview_says(string id, string path, string code)
    {
        var snippet = new Snippet($"{code};");
        Assert.That(snippet.Errors(), Is.Empty);

        var said = (await snippet.DiagnosticsAsync()).Single();

        var (type, name, inputs) = await RecordedInputs.OfAsync(snippet);
        var failures = await _stack.FailuresOfAsync(type, name, inputs);
        Assert.That(said.Id, Is.EqualTo(id));
        Assert.That(said.Severity, Is.EqualTo(DiagnosticSeverity.Error));
        Assert.That(
            failures
                .Where(f => f.Path == path)
                .Select(f => $"{type} {name}: {f.Path}: {Plain(f.Reason)}"),
            Has.Member(said.GetMessage(null))
        );
    }

    /// <summary>The library refuses them before they reach the provider, which says what the input is.</summary>
    [TestCaseSource(nameof(WithoutRequired))]
    public async Task A_required_input_is_described_as_the_provider_does(
        string code,
        string path,
        string type,
        PropertyMap inputs
    )
    {
        var said = (await new Snippet($"{code};").DiagnosticsAsync()).Single();

        var failures = await _stack.FailuresOfAsync(type, "web", inputs);

        Assert.That(said.Id, Is.EqualTo("NIXHOST0001"));
        Assert.That(
            said.GetMessage(null),
            Is.EqualTo($"{type} web: {path}: {failures.Single(f => f.Path == path).Reason}")
        );
    }

    private static IEnumerable<object[]> WithoutRequired =>
        [
            ["new OverlayDisk(\"web\", new())", "image", "OverlayDisk", PropertyMap.Empty],
            ["new BridgeNetwork(\"web\", new())", "bridge", "BridgeNetwork", PropertyMap.Empty],
            ["new NixSystem(\"web\", new())", "configuration", "NixSystem", PropertyMap.Empty],
            [
                "new NixGuest(\"web\", new() { Disks = { new GuestDiskArgs() } })",
                "disks[0].path",
                "NixGuest",
                PropertyMap.Of(("disks", PropertyValue.List(PropertyMap.Empty))),
            ],
            [
                "new NixSystem(\"web\", new() { Configuration = \"a\", Address = new GuestAddressArgs() })",
                "address.address",
                "NixSystem",
                PropertyMap.Of(("configuration", "a"), ("address", PropertyMap.Empty)),
            ],
        ];

    [Test]
    public async Task A_number_for_a_memory_gets_the_words_of_the_preview_beside_those_of_the_compiler()
    {
        var snippet = new Snippet(
            "new NixGuest(\"web\", new() { Memory = 2048, Disks = { new GuestDiskArgs { Path = \"/a\" } } });"
        );

        var failures = await _stack.FailuresOfAsync(
            "NixGuest",
            "web",
            PropertyMap.Of(("memory", 2048))
        );

        Assert.That(
            (await snippet.DiagnosticsAsync()).Select(d => d.GetMessage(null)),
            Is.EqualTo(failures.Select(f => $"NixGuest web: {f.Path}: {f.Reason}"))
        );
        Assert.That(failures[0].Reason, Does.StartWith("2 KiB is too little to boot a guest"));
    }

    [Test]
    public async Task A_guest_without_a_disk_is_a_warning_in_both()
    {
        var snippet = new Snippet("new NixGuest(\"web\", new() { Memory = \"128MiB\" });");

        var said = (await snippet.DiagnosticsAsync()).Single();

        var (type, name, inputs) = await RecordedInputs.OfAsync(snippet);
        await _stack.FailuresOfAsync(type, name, inputs);
        Assert.That(said.Severity, Is.EqualTo(DiagnosticSeverity.Warning));
        Assert.That(
            _stack.Log.Warnings.Select(w => $"{type} {name}: {Plain(w)}"),
            Has.Member(said.GetMessage(null))
        );
    }

    /// <summary>The words without the code of a precondition, which is for scripts.</summary>
    private static string Plain(string reason) => Code().Replace(reason, "");

    [GeneratedRegex(@" \[[a-z-]+\]\z", RegexOptions.CultureInvariant)]
    private static partial Regex Code();
}
