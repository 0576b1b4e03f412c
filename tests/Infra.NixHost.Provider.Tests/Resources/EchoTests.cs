using Infra.NixHost.Provider.Definitions;
using Infra.NixHost.Provider.Resources;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.Tests.Resources;

/// <summary>A resource's inputs, as they were applied, are outputs too: <c>guest.memory</c>, <c>lan.bridge</c>.</summary>
internal sealed class EchoTests : OwnershipTest
{
    [TestCaseSource(nameof(Kinds))]
    public async Task Inputs_with_their_defaults_are_outputs(
        string type,
        PropertyMap inputs,
        PropertyMap changed
    )
    {
        var preview = await Stack.PreviewAsync(type, "x", inputs);
        var made = await Stack.UpAsync(type, "x", inputs);
        HoldsEchoes(type, preview.Inputs, preview.Outputs);
        HoldsEchoes(type, made.Inputs, made.Outputs);

        HoldsEchoes(type, changed, (await Stack.PreviewAsync(type, "x", changed)).Outputs);
        HoldsEchoes(type, changed, (await Stack.UpAsync(type, "x", changed)).Outputs);
        HoldsEchoes(type, changed, (await Stack.RefreshAsync(type, "x"))!.Outputs);
    }

    [TestCaseSource(nameof(Kinds))]
    public async Task A_state_of_an_older_version_has_no_changes_and_gets_them_by_a_refresh_or_change(
        string type,
        PropertyMap inputs,
        PropertyMap changed
    )
    {
        var made = await Stack.UpAsync(type, "x", inputs);
        Stack.Edit(type, "x", s => s with { Outputs = WithoutEchoes(type, s.Outputs) });
        var old = Stack.StateOf(type, "x");
        Stack.Restart();

        Assert.That((await Stack.PreviewAsync(type, "x", inputs)).Operation, Is.EqualTo("same"));
        Assert.That((await Stack.UpAsync(type, "x", inputs)).Operation, Is.EqualTo("same"));
        Assert.That((await Stack.RefreshAsync(type, "x"))!.Outputs, Is.EqualTo(made.Outputs));
        Assert.That((await Stack.PreviewAsync(type, "x", inputs)).Operation, Is.EqualTo("same"));
        Stack.Edit(type, "x", _ => old);
        HoldsEchoes(type, changed, (await Stack.UpAsync(type, "x", changed)).Outputs);
    }

    [Test]
    public async Task The_address_is_the_first_of_the_addresses_without_prefix_length()
    {
        var with = await Stack.UpAsync(
            "NixGuest",
            "with",
            Of(("waitFor", "none"), ("address", PropertyMap.Of(("address", "192.168.1.12/24"))))
        );
        var without = await Stack.UpAsync("NixGuest", "without", Of(("waitFor", "none")));

        Assert.That(with.Outputs["ipAddresses"], Is.EqualTo(PropertyValue.List("192.168.1.12")));
        Assert.That(with.Outputs["address"], Is.EqualTo((PropertyValue)"192.168.1.12"));
        Assert.That(without.Outputs["address"], Is.EqualTo((PropertyValue)""));
    }

    [Test]
    public async Task What_the_provider_decides_is_told()
    {
        var guest = await Stack.UpAsync("NixGuest", "web", Of(("waitFor", "none")));
        var disk = await Stack.UpAsync("OverlayDisk", "os", Of(("image", $"{Base}/nixos.qcow2")));

        Assert.That(guest.Outputs["guestName"], Is.EqualTo((PropertyValue)"web"));
        Assert.That(guest.Outputs["memory"], Is.EqualTo((PropertyValue)"1GiB"));
        Assert.That(
            guest.Outputs["disks"],
            Is.EqualTo(PropertyValue.List(Enumerable.Empty<PropertyValue>()))
        );
        var (directory, name, path) = (
            TextOf(disk.Outputs["directory"]),
            TextOf(disk.Outputs["fileName"]),
            TextOf(disk.Outputs["path"])
        );
        Assert.That($"{directory}/{name}", Is.EqualTo(path));
        Assert.That(disk.Outputs["size"], Is.EqualTo((PropertyValue)"1024"));
    }

    [Test]
    public async Task Numbers_of_bytes_and_seconds_are_told_as_texts()
    {
        var guest = await Stack.UpAsync(
            "NixGuest",
            "web",
            Of(("memory", 134217728), ("waitTimeout", 2.5), ("waitFor", "none"))
        );

        Assert.That(guest.Outputs["memory"], Is.EqualTo((PropertyValue)"134217728"));
        Assert.That(guest.Outputs["waitTimeout"], Is.EqualTo((PropertyValue)"2.5"));
    }

    [Test]
    public async Task A_secret_stays_one_and_what_is_taken_away_is_gone()
    {
        var inputs = Of(("waitFor", "none"), ("memory", "128MiB"));
        var secret = new PropertyValue.Secret("hush");
        var guest = await Stack.UpAsync(
            "NixGuest",
            "web",
            inputs.With("expectedConfigHash", secret)
        );
        Assert.That(guest.Outputs["expectedConfigHash"], Is.EqualTo(secret));

        guest = await Stack.UpAsync("NixGuest", "web", inputs.With("memory", "256MiB"));

        Assert.That(guest.Outputs.ContainsKey("expectedConfigHash"), Is.False);
    }

    [Test]
    public async Task Unknown_inputs_are_unknown_outputs()
    {
        var preview = await Stack.PreviewAsync(
            "NixGuest",
            "web",
            Of(("memory", PropertyValue.Computed.Instance), ("waitFor", "none"))
        );

        Assert.That(preview.Outputs["memory"], Is.EqualTo(PropertyValue.Computed.Instance));
    }

    /// <summary>
    /// Contents may be large and secret, so that a state does not hold them twice. The way to a host changes without a change of the resource.
    /// </summary>
    [Test]
    public void All_inputs_but_contents_and_the_way_to_the_host_are_told()
    {
        var silent = Package.Resources.SelectMany(r =>
            r.Inputs.Where(i => !i.IsEchoed && i.Name != "host").Select(i => $"{r.Name}.{i.Name}")
        );

        Assert.That(silent, Is.EquivalentTo(["ConfigDisk.files", "NixGuest.extraXml"]));
    }

    [Test]
    public async Task A_path_of_an_input_is_not_taken_for_what_this_run_makes()
    {
        await Stack.UpAsync(
            "NixSystem",
            "s",
            Of(("configuration", "root"), ("entry", "default.nix"), ("base", "/images/none.qcow2"))
        );

        await Stack.PreviewAsync(
            "NixGuest",
            "web",
            Of(
                ("disks", PropertyValue.List(Of(("path", "/images/none.qcow2")))),
                ("waitFor", "none")
            )
        );

        Assert.That(
            Stack.Log.Warnings,
            Has.Some.Contains("/images/none.qcow2").And.Some.EndsWith("[disk-missing]")
        );
    }

    private static void HoldsEchoes(string type, PropertyMap inputs, PropertyMap outputs)
    {
        foreach (var echo in DefinitionOf(type).Echoes)
        {
            if (inputs.Get(echo.Name) is { } given && echo.Type is not PropertyType.List)
            {
                Assert.That(outputs.Get(echo.Name), Is.EqualTo(given), echo.Name);
            }

            Assert.That(!echo.IsRequired || outputs.ContainsKey(echo.Name), echo.Name);
        }
    }

    private static PropertyMap WithoutEchoes(string type, PropertyMap outputs) =>
        ResourceOutputs.Own(DefinitionOf(type), outputs);

    private static ResourceDefinition DefinitionOf(string type) =>
        Package.Resources.Single(r => r.Name == type);

    private static string TextOf(PropertyValue value) => ((PropertyValue.String)value).Value;
}
