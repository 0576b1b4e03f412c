using System.Text.Json;
using Infra.NixHost.Provider.GetImages;

namespace Infra.NixHost.Provider.Tests.GetImages;

/// <summary>What <c>pulumi-resource-nixhost images</c> prints.</summary>
internal sealed class ImagesCommandTests : ImageStack
{
    [TestCase("images", "\"images\" is no way to call it")]
    [TestCase("--host", "--host has no value")]
    [TestCase("--prune", "--prune has no limit")]
    [TestCase("--prune --older-than soon", "\"soon\" is no age")]
    [TestCase("--prune --older-than 30d --json", "--json lists and does not prune")]
    [TestCase("--older-than 30d", "are of --prune")]
    [TestCase("--yes", "are of --prune")]
    public async Task Wrong_words_are_told_in_a_sentence(string words, string sentence)
    {
        var (code, output, errors) = await RunAsync(null, words.Split(' '));

        Assert.That((code, output), Is.EqualTo((2, "")));
        Assert.That(errors, Does.Contain(sentence));
    }

    [Test]
    public async Task A_wrong_address_is_told_with_its_code()
    {
        var (code, _, errors) = await RunAsync(null, "--host", "attic");

        Assert.That(code, Is.EqualTo(1));
        Assert.That(errors, Does.StartWith("error: ").And.Contain("[host-address]"));
    }

    [Test]
    public async Task The_host_of_an_address_is_opened()
    {
        await RunAsync(null, "--host", "ssh://root@attic.lan");

        Assert.That(Opened!.Address, Is.EqualTo("ssh://root@attic.lan"));
    }

    [Test]
    public async Task A_libvirt_that_does_not_answer_is_an_error_and_no_list()
    {
        await MakeImageAsync("os");
        Stack.Host.Calls.FailOn = ("domains read", 1);

        var (code, output, errors) = await RunAsync(null);

        Assert.That((code, output), Is.EqualTo((1, "")));
        Assert.That(errors, Does.StartWith("error: ").And.Contain("injected failure"));
    }

    [Test]
    public async Task Images_are_listed_with_what_lies_on_them()
    {
        var used = await MakeImageAsync("used");
        var free = await MakeImageAsync("free");
        var disk = await MakeDiskAsync("web", used);
        Age(days: 45);

        var (code, output, errors) = await RunAsync(null);

        Assert.That((code, errors), Is.EqualTo((0, "")));
        Assert.That(
            output,
            Does.Contain(
                    $"     4 KiB    45 d  {used}\n                      stack  lab/dev\n                      disk   {disk}\n"
                )
                .And.Contain(
                    $"     4 KiB    45 d  {free}\n                      stack  lab/dev\n                      nothing lies on it\n"
                )
                .And.Contain("2 images, 8 KiB.\nNothing lies on 1 of them, 4 KiB: ")
        );
    }

    [Test]
    public async Task Programs_get_the_list_as_JSON()
    {
        var image = await MakeImageAsync("os");

        var (_, output, _) = await RunAsync(null, "--json");

        using var json = JsonDocument.Parse(output);
        var told = json.RootElement.GetProperty("images")[0];
        Assert.That(told.GetProperty("storePath").GetString(), Is.EqualTo(image));
        Assert.That(
            told.EnumerateObject().Select(p => p.Name),
            Is.EquivalentTo(GetImagesDefinition.Image.Properties.Select(p => p.Name))
        );
    }
}
