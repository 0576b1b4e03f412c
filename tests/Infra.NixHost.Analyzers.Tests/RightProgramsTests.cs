namespace Infra.NixHost.Analyzers.Tests;

/// <summary>What is right, and what only the running program knows, is left alone.</summary>
internal sealed class RightProgramsTests
{
    private const string Disk = "new GuestDiskArgs { Path = \"/a\" }";

    private static readonly string[] Programs =
    [
        "new NixImage(\"image\", new() { Flake = \".#guest\", DiskSize = \"auto\" });",
        "new NixImage(\"image\", new() { Flake = Environment.MachineName });",
        "string? file = null; new NixImage(\"i\", new() { Configuration = file, Flake = \".#a\" });",
        "string? file = null; new ConfigDisk(\"c\", new() { Source = file, HostPath = \"/a\" });",
        "var args = new NixImageArgs(); args.Configuration = \"a.nix\"; new NixImage(\"image\", args);",
        "var args = new OverlayDiskArgs { Size = \"1GiB\" }; args.Image = \"/a\"; new OverlayDisk(\"os\", args);",
        "NixGuestArgs Add(NixGuestArgs a) { a.Disks.Add("
            + Disk
            + "); return a; } new NixGuest(\"web\", Add(new()));",
        "var size = Environment.MachineName; new OverlayDisk(\"os\", new() { Image = \"/a\", Size = size });",
        "new OverlayDisk(\"os\", new() { Image = \"/a\", Size = Output.Create(\"5 bananas\") });",
        "new OverlayDisk(\"os\", new() { Image = \"/a\", Size = Size.GiB(20) });",
        "new NixImage(\"image\", new() { Flake = \".#a\", DiskSize = Size.GiB(8), BuildTimeout = TimeSpan.FromMinutes(5) });",
        "new OverlayDisk(\"os\", new() { Image = new NixImage(\"image\", new() { Flake = \".#a\" }) });",
        "var disks = new InputList<GuestDiskArgs>(); new NixGuest(\"web\", new() { Disks = disks });",
        "new NixGuest(\"web\", new() { Running = false });",
        "new NixGuest(\"web\", new() { ExtraXml = \"<os/>\" });",
        "new NixGuest(\"web\", new() { Cpus = 2, MaxCpus = 2, Memory = \"1GiB\", MaxMemory = \"1 GiB\", Disks = { "
            + Disk
            + " } });",
        "var cpus = 1; new NixGuest(\"web\", new() { Cpus = cpus + 1, MaxCpus = 1, Disks = { "
            + Disk
            + " } });",
        "var kind = GuestDiskKind.Volume; new NixGuest(\"web\", new() { Disks = { new GuestDiskArgs { Path = \"a/b\", Kind = kind } } });",
        "var disk = new GuestDiskArgs { Path = \"a/b\" }; disk.Kind = GuestDiskKind.Volume; new NixGuest(\"web\", new() { Disks = { disk } });",
        "new NixGuest(\"web\", new() { Disks = { new GuestDiskArgs { Path = \"/a\", ReadOnly = true }, new GuestDiskArgs { Path = \"/a\", ReadOnly = true } } });",
        "var lan = new GuestNetworkArgs { Model = \"e1000e\" }; lan.Network = \"lan\"; new NixGuest(\"web\", new() { Disks = { "
            + Disk
            + " }, Networks = { lan } });",
        "foreach (var name in new[] { \"a b\" }) { new NixGuest(name, new() { Disks = { "
            + Disk
            + " } }); }",
    ];

    [TestCaseSource(nameof(Programs))]
    public async Task Nothing_is_said_of(string code)
    {
        var snippet = new Snippet(code);

        Assert.That(snippet.Errors(), Is.Empty);
        Assert.That(await snippet.DiagnosticsAsync(), Is.Empty);
    }

    [Test]
    public async Task A_class_of_the_program_with_the_name_of_one_of_the_library_is_left_alone()
    {
        var snippet = new Snippet(
            "new Own.OverlayDiskArgs { Size = \"5 bananas\" }; } } namespace Own { public class OverlayDiskArgs { public string? Size; public void M() { "
        );

        Assert.That(await snippet.DiagnosticsAsync(), Is.Empty);
    }

    [Test]
    public async Task Each_constant_is_judged_where_it_stands()
    {
        var snippet = new Snippet(
            "var disk = new GuestDiskArgs { Serial = \"a b\", Bus = \"ide\" }; Console.WriteLine(disk);"
        );

        var found = await snippet.DiagnosticsAsync();

        Assert.That(
            found.Select(d =>
                d.Location.SourceTree!.ToString()[
                    d.Location.SourceSpan.Start..d.Location.SourceSpan.End
                ]
            ),
            Is.EqualTo(["\"a b\"", "\"ide\""])
        );
    }
}
