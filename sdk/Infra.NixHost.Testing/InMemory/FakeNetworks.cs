using System.Collections.Concurrent;
using System.Xml.Linq;
using Infra.NixHost.Hosts.Libvirt;

namespace Infra.NixHost.Testing.InMemory;

internal sealed class FakeNetworks(CallLog calls) : INetworks
{
    public ConcurrentDictionary<Guid, (NetworkInfo Info, string Xml)> All { get; } = new();

    /// <summary>The networks as they are active: started with a definition that may have changed since.</summary>
    public ConcurrentDictionary<Guid, string> Active { get; } = new();

    /// <summary>Whether libvirt is new enough for VLANs on bridges of the kernel.</summary>
    public bool TagsOnLinuxBridges { get; set; }

    public Guid Add(string name, string content = "")
    {
        var uuid = Guid.NewGuid();
        var xml = $"<network><name>{name}</name><uuid>{uuid}</uuid>{content}</network>";
        All[uuid] = (new(uuid, name, IsActive: true, Autostart: true), xml);
        Active[uuid] = xml;
        return uuid;
    }

    public Task<NetworkReading?> ReadAsync(Guid uuid, CancellationToken cancellationToken)
    {
        calls.Read("network read");
        return Task.FromResult(
            All.TryGetValue(uuid, out var found)
                ? new NetworkReading(found.Info, found.Xml, Active.GetValueOrDefault(uuid))
                : null
        );
    }

    public Task<IReadOnlyList<string>> ReadDefinitionsAsync(CancellationToken cancellationToken)
    {
        calls.Read("networks read");
        return Task.FromResult<IReadOnlyList<string>>([.. All.Values.Select(n => n.Xml)]);
    }

    public Task<bool> CanTagOnLinuxBridgesAsync(CancellationToken cancellationToken)
    {
        calls.Read("version");
        return Task.FromResult(TagsOnLinuxBridges);
    }

    public Task<NetworkInfo?> FindAsync(string name, CancellationToken cancellationToken)
    {
        calls.Read("network find");
        return Task.FromResult(All.Values.Select(n => n.Info).FirstOrDefault(n => n.Name == name));
    }

    public Task<NetworkInfo?> FindAsync(Guid uuid, CancellationToken cancellationToken)
    {
        calls.Read("network find");
        return Task.FromResult(All.TryGetValue(uuid, out var found) ? found.Info : null);
    }

    public Task<string> GetXmlAsync(Guid uuid, CancellationToken cancellationToken)
    {
        calls.Read("network xml");
        return Task.FromResult(All[uuid].Xml);
    }

    /// <summary>What somebody else does just before a network is defined.</summary>
    public Action<Guid> BeforeDefine { get; set; } = _ => { };

    public Task<NetworkInfo> DefineAsync(string xml, CancellationToken cancellationToken)
    {
        calls.Write("network define");
        var root = XElement.Parse(xml);
        var uuid = Guid.Parse(root.Child("uuid").Value);
        var name = root.Child("name").Value;
        BeforeDefine(uuid);
        if (All.TryGetValue(uuid, out var same) && same.Info.Name != name)
        {
            throw new LibvirtException(
                9,
                19,
                $"operation failed: network '{same.Info.Name}' is already defined with uuid {uuid}"
            );
        }

        if (All.Values.Any(n => n.Info.Name == name && n.Info.Uuid != uuid))
        {
            throw new LibvirtException(
                9,
                19,
                $"operation failed: network '{name}' already exists with uuid …"
            );
        }

        var info = All.TryGetValue(uuid, out var found)
            ? found.Info
            : new(uuid, name, false, false);
        All[uuid] = (info, xml);
        return Task.FromResult(info);
    }

    public async Task StartAsync(Guid uuid, CancellationToken cancellationToken)
    {
        await Change("network start", uuid, n => n with { IsActive = true });
        Active.TryAdd(uuid, All[uuid].Xml);
    }

    public async Task StopAsync(Guid uuid, CancellationToken cancellationToken)
    {
        await Change("network stop", uuid, n => n with { IsActive = false });
        Active.TryRemove(uuid, out _);
    }

    public Task UndefineAsync(Guid uuid, CancellationToken cancellationToken)
    {
        calls.Write("network undefine");
        All.TryRemove(uuid, out _);
        return Task.CompletedTask;
    }

    public Task SetAutostartAsync(Guid uuid, bool autostart, CancellationToken cancellationToken) =>
        Change("network autostart", uuid, n => n with { Autostart = autostart });

    private Task Change(string call, Guid uuid, Func<NetworkInfo, NetworkInfo> change)
    {
        calls.Write(call);
        if (!All.TryGetValue(uuid, out var found))
        {
            throw new LibvirtException(43, 19, "Network not found");
        }

        All[uuid] = (change(found.Info), found.Xml);
        return Task.CompletedTask;
    }
}
