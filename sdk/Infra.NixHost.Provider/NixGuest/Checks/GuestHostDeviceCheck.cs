using System.Text.RegularExpressions;
using Infra.NixHost.Provider.Definitions;
using Infra.NixHost.Provider.Resources;
using Infra.NixHost.Provider.Rules;
using Infra.NixHost.Provider.Values;

namespace Infra.NixHost.Provider.NixGuest.Checks;

/// <summary>Checks the devices of the host that a guest takes over.</summary>
internal static partial class GuestHostDeviceCheck
{
    /// <summary>Adds each fault to the failures.</summary>
    public static void Run(NixGuestInputs inputs, CheckCall call)
    {
        if (PropertyContent.HasUnknown(call.News.Get("hostDevices")))
        {
            return;
        }

        for (var i = 0; i < inputs.HostDevices.Length; i++)
        {
            var (device, at) = (inputs.HostDevices[i], PropertyPath.Join("hostDevices", i));
            if ((device.Pci is null) == (device.Usb is null))
            {
                call.Failures.Add(at, SourceRules.HostDevice);
            }
            else if (device.Pci is { } pci && !Pci().IsMatch(pci))
            {
                call.Failures.Add(
                    $"{at}.pci",
                    $"\"{pci}\" is not a PCI address; give one as `lspci -D` writes it, such as \"0000:01:00.0\""
                );
            }
            else if (device.Usb is { } usb && !Usb().IsMatch(usb))
            {
                call.Failures.Add(
                    $"{at}.usb",
                    $"\"{usb}\" is not a USB device; give vendor and product as `lsusb` writes them, such as \"046d:c52b\""
                );
            }

            if (inputs.HostDevices.IndexOf(device) < i)
            {
                call.Failures.Add(at, $"{device.Pci ?? device.Usb} is given twice; leave one out");
            }
        }
    }

    [GeneratedRegex(
        @"\A[0-9a-f]{4}:[0-9a-f]{2}:[0-9a-f]{2}[.][0-7]\z",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Pci();

    [GeneratedRegex(@"\A[0-9a-f]{4}:[0-9a-f]{4}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Usb();
}
