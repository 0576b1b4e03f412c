using Infra.NixHost.Provider.NixGuest.Import;
using Infra.NixHost.Provider.NixGuest.Xml;
using Infra.NixHost.Provider.Resources;
using Infra.NixHost.Provider.Values;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.NixGuest.Checks;

/// <summary>Checks a guest as a whole; disks and network cards have checks of their own.</summary>
internal sealed class GuestCheck(ProviderSession session)
{
    private const long LeastMemory = 16 * 1024 * 1024;
    private const long LeastMemoryForUefi = 256 * 1024 * 1024;
    private const int LongestName = 64;

    /// <summary>The inputs with the guest's name.</summary>
    public async Task<PropertyMap> RunAsync(CheckCall call, CancellationToken cancellationToken)
    {
        var news = call.News.ContainsKey("guestName")
            ? call.News
            : call.News.With("guestName", call.Identity.Name);
        news = ImportMark.Carry(call.Olds, news);
        var inputs = NixGuestInputs.Read(news);
        CheckName(inputs, news, call);
        CheckSizes(inputs, call);
        GuestDiskCheck.Run(inputs, call);
        await new GuestNetworkCheck(session).RunAsync(inputs, call, cancellationToken);
        GuestHostDeviceCheck.Run(inputs, call);
        if (inputs.WaitsForReport && !inputs.Running)
        {
            call.Failures.Add(
                "waitFor",
                "\"configured\" needs a guest that runs, and running is false; set running to true, or waitFor to \"none\""
            );
        }

        if (inputs.ExtraXml is { } extra && ExtraXml.Mismatch(extra) is { } reason)
        {
            call.Failures.Add("extraXml", reason);
        }

        if (call.IsNew && call.Failures.AreNone && inputs.GuestName.Length > 0)
        {
            await CheckOwnerAsync(inputs, call, cancellationToken);
        }

        if (call.Failures.AreNone)
        {
            await new GuestHostCheck(session).RunAsync(inputs, call, cancellationToken);
            await new GuestDiskSourceCheck(session).RunAsync(inputs, call, cancellationToken);
        }

        if (call.Failures.AreNone)
        {
            await new GuestIdentityCheck(session).RunAsync(
                inputs,
                call with
                {
                    News = news,
                },
                cancellationToken
            );
        }

        return news;
    }

    private static void CheckName(NixGuestInputs inputs, PropertyMap news, CheckCall call)
    {
        var isLegal =
            inputs.GuestName.Length is > 0 and <= LongestName
            && inputs.GuestName.All(c =>
                char.IsAsciiLetterOrDigit(c) || c is '_' or '.' or '-' or '+'
            );
        if (!isLegal && !Plain.HasUnknown(news.Get("guestName")))
        {
            call.Failures.Add(
                "guestName",
                $"\"{inputs.GuestName}\" is no name for a guest; give 1 to {LongestName} characters of A-Z a-z 0-9 _ . + -"
            );
        }
    }

    private static void CheckSizes(NixGuestInputs inputs, CheckCall call)
    {
        if (inputs.Cpus < 1)
        {
            call.Failures.Add(
                "cpus",
                $"{inputs.Cpus}: a guest needs at least one virtual CPU; give 1 or more"
            );
        }

        if (inputs.MaxCpus is { } maxCpus && maxCpus < inputs.Cpus)
        {
            call.Failures.Add(
                "maxCpus",
                $"{maxCpus} is less than cpus, {inputs.Cpus}; raise it, or leave it out"
            );
        }

        if (inputs.Memory < LeastMemory)
        {
            call.Failures.Add(
                "memory",
                $"{ByteSize.Format(inputs.Memory)} is too little to boot anything; give at least {ByteSize.Format(LeastMemory)}"
            );
        }
        else if (inputs is { Firmware: "uefi", Memory: < LeastMemoryForUefi })
        {
            call.Failures.Add(
                "memory",
                $"{ByteSize.Format(inputs.Memory)} is too little for UEFI firmware; give at least {ByteSize.Format(LeastMemoryForUefi)}, or boot the image by bios"
            );
        }

        if (inputs.MaxMemory is { } maxMemory && maxMemory < inputs.Memory)
        {
            call.Failures.Add(
                "maxMemory",
                $"{ByteSize.Format(maxMemory)} is less than memory, {ByteSize.Format(inputs.Memory)}; raise it, or leave it out"
            );
        }
    }

    private async Task CheckOwnerAsync(
        NixGuestInputs inputs,
        CheckCall call,
        CancellationToken cancellationToken
    )
    {
        if (
            session.Known.Has(call.Identity)
            || await session.Host.Domains.FindAsync(inputs.GuestName, cancellationToken)
                is not { } found
        )
        {
            return;
        }

        var xml = await session.Host.Domains.GetXmlAsync(
            found.Uuid,
            live: false,
            cancellationToken
        );
        if (!OwnerTag.IsOf(call.Identity, xml))
        {
            call.Failures.Add("guestName", Foreign(inputs.GuestName, xml), "guest-foreign");
        }
    }

    /// <summary>The name is somebody else's.</summary>
    public static string Foreign(string name, string xml) =>
        $"\"{name}\": libvirt has a domain of this name already, and {OwnerTag.Describe(xml)}; choose another guestName, or remove that domain";
}
