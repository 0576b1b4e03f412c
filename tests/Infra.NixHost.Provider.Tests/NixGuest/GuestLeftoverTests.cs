using System.Xml.Linq;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.Tests.NixGuest;

/// <summary>UEFI variables and a TPM's state that a guest no longer uses go with the guest.</summary>
internal sealed class GuestLeftoverTests : GuestTest
{
    private static readonly PropertyMap Plain = Inputs.With("memory", "256MiB");
    private static readonly PropertyMap Full = Plain.With("firmware", "uefi").With("tpm", true);

    private string Variables => Path.Combine(Libvirt, "qemu", "nvram", "web_VARS.fd");
    private string Tpm => Path.Combine(Libvirt, "swtpm", $"{Domains.Only.Uuid}");
    private string Libvirt => Stack.Host.Options.LibvirtDirectory;

    [Test]
    public async Task What_a_guest_has_left_by_bios_and_without_tpm_is_removed_with_it()
    {
        var tpm = await LeaveAsync();
        var isKept = File.Exists(Variables) && Directory.Exists(tpm);

        await Stack.UpAsync(Type, "web", Plain.With("cpus", 2));
        await Stack.DestroyAsync(Type, "web");

        Assert.That(isKept, Is.True);
        Assert.That(File.Exists(Variables), Is.False);
        Assert.That(Directory.Exists(tpm), Is.False);
    }

    [Test]
    public async Task What_a_guest_uses_again_is_libvirts_to_remove()
    {
        await LeaveAsync();
        await Stack.UpAsync(Type, "web", Full);

        await Stack.DestroyAsync(Type, "web");

        Assert.That(File.Exists(Variables), Is.True);
    }

    [Test]
    public async Task A_file_outside_of_libvirts_directory_is_not_removed_whatever_the_definition_said()
    {
        var elsewhere = Stack.Write("web_VARS.fd", "");
        await LeaveAsync(elsewhere);

        await Stack.DestroyAsync(Type, "web");

        Assert.That(File.Exists(elsewhere), Is.True);
    }

    /// <summary>A guest with UEFI and TPM gets rid of both, as libvirt does it: the files stay.</summary>
    private async Task<string> LeaveAsync(string? variables = null)
    {
        await Stack.UpAsync(Type, "web", Full);
        Directory.CreateDirectory(Path.GetDirectoryName(Variables)!);
        await File.WriteAllTextAsync(Variables, "");
        var tpm = Tpm;
        Directory.CreateDirectory(tpm);
        var domain = XElement.Parse(Domains.Only.Xml);
        domain.Element("os")!.Add(new XElement("nvram", variables ?? Variables));
        Domains.Only.Xml = domain.ToString();
        await Stack.UpAsync(Type, "web", Plain);
        return tpm;
    }
}
