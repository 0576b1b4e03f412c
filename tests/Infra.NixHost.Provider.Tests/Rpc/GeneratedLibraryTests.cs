using System.Runtime.CompilerServices;
using Infra.NixHost.Generator;

namespace Infra.NixHost.Provider.Tests.Rpc;

/// <summary>The classes of the library are those that <c>make generate</c> writes of the definitions.</summary>
internal sealed class GeneratedLibraryTests
{
    [Test]
    public void The_generated_classes_are_current()
    {
        var files = GeneratedLibrary.Files();
        var directory = Committed();

        Assert.That(
            Directory.GetFiles(directory).Select(Path.GetFileName),
            Is.EquivalentTo(files.Keys),
            "run make generate"
        );
        foreach (var (name, text) in files)
        {
            Assert.That(
                File.ReadAllText(Path.Combine(directory, name)),
                Is.EqualTo(text),
                $"{name} is not what the definitions say: run make generate"
            );
        }
    }

    [Test]
    public void A_choice_that_the_description_of_an_input_names_is_a_reference() =>
        Assert.That(
            GeneratedLibrary.Files()["NixGuestArgs.g.cs"],
            Does.Contain("Default: <see cref=\"Firmware.Bios\"/>.")
                .And.Contain("Default: <see cref=\"Cpus\"/>.")
        );

    [Test]
    public void A_class_that_a_description_names_is_a_reference() =>
        Assert.That(
            GeneratedLibrary.Files()["OverlayDiskArgs.g.cs"],
            Does.Contain("The base image: a <see cref=\"NixImage\"/>")
        );

    [Test]
    public void A_former_name_is_obsolete_and_names_the_new_one() =>
        Assert.That(
            GeneratedLibrary.Files()["NixGuestArgs.g.cs"],
            Does.Contain("[Obsolete(\"Write HugePages.\")]\n    public Input<bool>? Hugepages")
        );

    private static string Committed([CallerFilePath] string here = "") =>
        Path.GetFullPath(
            Path.Combine(Path.GetDirectoryName(here)!, "../../../sdk/Infra.NixHost/Generated")
        );
}
