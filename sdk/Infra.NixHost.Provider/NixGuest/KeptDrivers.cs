using Infra.NixHost.Provider.Values;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.NixGuest;

/// <summary>Keeps cache, I/O and discard of an imported guest's disks where the program says nothing of them.</summary>
internal static class KeptDrivers
{
    private static readonly string[] Choices = ["cache", "io", "discard"];

    /// <summary>The new inputs, with the choices of the former disks of the same serials.</summary>
    public static PropertyMap Carry(PropertyMap olds, PropertyMap news)
    {
        if (
            !ImportMark.IsOn(olds)
            || PropertyContent.Of(news.Get("disks")) is not PropertyValue.Array disks
        )
        {
            return news;
        }

        var formers = new InputReader(olds, NixGuestDefinition.Resource.Defaults).Structures(
            "disks"
        );
        var former = formers
            .Select((reader, i) => GuestDiskInputs.Read(reader, i))
            .DistinctBy(d => d.Serial)
            .ToDictionary(d => d.Serial, StringComparer.Ordinal);
        return news.With(
            "disks",
            PropertyValue.List(
                disks.Items.Select(
                    (item, i) =>
                        PropertyContent.Of(item) is PropertyValue.Object disk
                        && former.GetValueOrDefault(GuestDiskInputs.Read(disk.Properties, i).Serial)
                            is { } same
                            ? Carry(same, disk.Properties)
                            : item
                )
            )
        );
    }

    private static PropertyValue Carry(GuestDiskInputs former, PropertyMap disk)
    {
        foreach (var (name, value) in Choices.Zip([former.Cache, former.Io, former.Discard]))
        {
            disk = value is null || disk.ContainsKey(name) ? disk : disk.With(name, value);
        }

        return disk;
    }
}
