using System.Collections.Concurrent;

namespace Infra.NixHost.Hosts.Libvirt;

/// <summary>The names of the domains and networks that were seen, because people know these and not the UUIDs.</summary>
internal sealed class ObjectNames
{
    private readonly ConcurrentDictionary<Guid, string> _names = new();

    /// <summary>Remembers the name of an object.</summary>
    public void Learn(Guid uuid, string? name)
    {
        if (name is not null)
        {
            _names[uuid] = name;
        }
    }

    /// <summary>Writes a text in which each UUID of a known object is its name in quotes.</summary>
    public string Write(FormattableString text) =>
        string.Format(
            System.Globalization.CultureInfo.InvariantCulture,
            text.Format,
            [
                .. text.GetArguments()
                    .Select(argument =>
                        argument is Guid uuid && _names.TryGetValue(uuid, out var name)
                            ? $"'{name}'"
                            : argument
                    ),
            ]
        );
}
