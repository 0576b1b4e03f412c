using Infra.NixHost.Provider.Definitions;
using Infra.NixHost.Provider.Resources;
using Infra.NixHost.Provider.Rules;
using Infra.NixHost.Provider.Values;
using Infra.Protocol;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.NixGuest.Checks;

/// <summary>Checks what can be told of a guest's inputs without the host.</summary>
internal static class GuestValues
{
    /// <summary>Adds each fault to the failures.</summary>
    public static void Check(NixGuestInputs inputs, PropertyMap news, CheckCall call)
    {
        CheckName(inputs, news, call);
        CheckCpus(inputs, call);
        CheckMemory(inputs, call);
        GuestDiskCheck.Run(inputs, call);
        GuestHostDeviceCheck.Run(inputs, call);
    }

    /// <summary>Refuses values that an engine sends without a Check: names and addresses go into the domain's XML.</summary>
    /// <exception cref="InfraException">Check would have refused them.</exception>
    public static void Require(ChangeCall call)
    {
        var (failures, inputs) = (new CheckFailures(), NixGuestInputs.Read(call.News));
        var check = new CheckCall(call.Identity, call.OldInputs, call.News, failures);
        Check(inputs, call.News, check);
        GuestNetworkCheck.CheckValues(inputs, check);
        if (!failures.AreNone)
        {
            throw CheckedInputs.NeverChecked(call, failures);
        }
    }

    private static void CheckName(NixGuestInputs inputs, PropertyMap news, CheckCall call)
    {
        if (!PropertyContent.HasUnknown(news.Get("guestName")))
        {
            call.Failures.AddIf("guestName", GuestRules.Name(inputs.GuestName));
        }
    }

    private static void CheckCpus(NixGuestInputs inputs, CheckCall call)
    {
        call.Failures.AddIf("cpus", GuestRules.Cpus(inputs.Cpus));
        if (inputs.MaxCpus is { } maxCpus)
        {
            call.Failures.AddIf("maxCpus", GuestRules.MaxCpus(maxCpus, inputs.Cpus));
        }
    }

    private static void CheckMemory(NixGuestInputs inputs, CheckCall call)
    {
        call.Failures.AddIf(
            "memory",
            GuestRules.Memory(inputs.Memory, isUefi: inputs.Firmware == "uefi")
        );
        if (inputs.MaxMemory is { } maxMemory)
        {
            call.Failures.AddIf("maxMemory", GuestRules.MaxMemory(maxMemory, inputs.Memory));
        }
    }
}
