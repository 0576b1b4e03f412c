using Infra.NixHost;
using Pulumi;

namespace LabStack;

/// <summary>
/// Guests over several hosts, or on this machine where none is named. Each has an overlay on its host's image, a config disk and a card. They are
/// off, so that many cost little.
/// </summary>
internal sealed class Spread
{
    private readonly string _name;
    private readonly Input<HostConnectionArgs>? _host;
    private readonly NixImage _image;
    private readonly BridgeNetwork _lan;

    private Spread(Config config, string name, Input<HostConnectionArgs>? host)
    {
        (_name, _host) = (name, host);
        _image = new(
            $"{name}-base",
            config.Get("expression") is { } expression
                ? new() { Host = host, Expression = expression }
                : new()
                {
                    Host = host,
                    Expression = "guest",
                    Arguments = { ["parts"] = config.Require("parts") },
                }
        );
        _lan = new(
            $"{name}-lan",
            new()
            {
                Host = host,
                Bridge = "nixhost0",
                RequireUplink = false,
            }
        );
    }

    public static Dictionary<string, object?> Declare(Config config, int guests)
    {
        var names = config.Require("hosts").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        Spread[] places =
        [
            .. names.Select(name => new Spread(
                config,
                name,
                name == "here" ? null : new Host(name, new() { Address = $"ssh://{name}" })
            )),
        ];
        for (var i = 0; i < guests; i++)
        {
            places[i % places.Length].Add($"guest-{i}");
        }

        return places.ToDictionary(
            place => $"{place._name}-image",
            object? (place) => place._image.StorePath
        );
    }

    private void Add(string name)
    {
        var disk = new OverlayDisk(
            $"{name}-os",
            new()
            {
                Host = _host,
                Image = _image,
                Size = "1GiB",
            }
        );
        var identity = new ConfigDisk(
            $"{name}-config",
            new()
            {
                Host = _host,
                Source = "config",
                Serial = "config",
            }
        );
        _ = new NixGuest(
            name,
            new()
            {
                Host = _host,
                Memory = "32MiB",
                Disks = { disk, identity },
                Networks = { _lan },
                Running = false,
                Autostart = false,
            }
        );
    }
}
