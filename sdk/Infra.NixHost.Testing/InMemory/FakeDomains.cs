using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using System.Xml.Linq;
using Infra.NixHost.Hosts.Libvirt;

namespace Infra.NixHost.Testing.InMemory;

internal sealed class FakeDomains(CallLog calls) : IDomains
{
    /// <summary>A public host key, as guests report it.</summary>
    public const string HostKey =
        "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIF66X7N5ykXmur8K4dWM4mr/geT0WuNgV2zsLtujofOm";

    public ConcurrentDictionary<Guid, FakeDomain> All { get; } = new();

    private int _boots;

    /// <summary>What a guest says when it boots: its number of boots goes in, lines come out. By default it is ready at once.</summary>
    public Func<FakeDomain, IEnumerable<string>> OnBoot { get; set; } =
        domain => [Report(1, $"boot-{domain.BootId}", "ready")];

    /// <summary>Whether a guest that has said its words powers off.</summary>
    public bool DiesAfterBoot { get; set; }

    /// <summary>Whether it crashes instead.</summary>
    public bool CrashesAtDeath { get; set; }

    public FakeDomain Only => All.Values.Single();

    public static string Report(int sequence, string boot, string phase, string message = "") =>
        $$"""{"v":1,"seq":{{sequence}},"boot":"{{boot}}","phase":"{{phase}}","state":"","msg":"{{message}}","address":"10.77.0.10/24"}""";

    public static string ReportOf(string config, int sequence, string boot, string phase) =>
        $$"""{"v":1,"seq":{{sequence}},"boot":"{{boot}}","config":"{{config}}","phase":"{{phase}}","hostKey":"{{HostKey}}"}""";

    public FakeDomain Add(string name, string metadata = "")
    {
        var uuid = Guid.NewGuid();
        return All[uuid] = new(uuid, name)
        {
            Xml = $"<domain type='qemu'><name>{name}</name><uuid>{uuid}</uuid>{metadata}</domain>",
        };
    }

    public Task<DomainInfo?> FindAsync(Guid uuid, CancellationToken cancellationToken)
    {
        calls.Read("domain find");
        return Task.FromResult(All.GetValueOrDefault(uuid)?.Info);
    }

    public Task<DomainInfo?> FindAsync(string name, CancellationToken cancellationToken)
    {
        calls.Read("domain find");
        return Task.FromResult(All.Values.FirstOrDefault(d => d.Name == name)?.Info);
    }

    public Task<DomainReading?> ReadAsync(Guid uuid, CancellationToken cancellationToken)
    {
        calls.Read("domain read");
        return Task.FromResult(All.GetValueOrDefault(uuid)?.Reading);
    }

    public Task<DomainReading?> ReadAsync(string name, CancellationToken cancellationToken)
    {
        calls.Read("domain read");
        return Task.FromResult(All.Values.FirstOrDefault(d => d.Name == name)?.Reading);
    }

    public Task<IReadOnlyList<string>> ReadDefinitionsAsync(CancellationToken cancellationToken)
    {
        calls.Read("domains read");
        return Task.FromResult<IReadOnlyList<string>>([.. All.Values.Select(d => d.Xml)]);
    }

    public Task<IReadOnlyList<DomainUse>> ReadUseAsync(CancellationToken cancellationToken)
    {
        calls.Read("domains use");
        return Task.FromResult<IReadOnlyList<DomainUse>>([
            .. All.Values.Where(d => d.Info.IsOn).Select(d => d.Use),
        ]);
    }

    public Task<IReadOnlyList<DomainInfo>> ListAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<DomainInfo>>([.. All.Values.Select(d => d.Info)]);

    public Task<string> GetXmlAsync(Guid uuid, bool live, CancellationToken cancellationToken)
    {
        calls.Read("domain xml");
        var domain = Require(uuid);
        return Task.FromResult(live ? domain.ShownXml : domain.Xml);
    }

    /// <summary>What somebody else does just before a domain is defined.</summary>
    public Action<Guid> BeforeDefine { get; set; } = _ => { };

    public Task<DomainInfo> DefineAsync(string xml, CancellationToken cancellationToken)
    {
        calls.Write("domain define");
        var root = XElement.Parse(xml);
        var (name, uuid) = (root.Child("name").Value, Guid.Parse(root.Child("uuid").Value));
        BeforeDefine(uuid);
        if (All.Values.Any(d => d.Name == name && d.Uuid != uuid))
        {
            throw new LibvirtException(
                9,
                20,
                $"operation failed: domain '{name}' already exists with uuid …"
            );
        }

        if (All.TryGetValue(uuid, out var other) && other.Name != name)
        {
            throw new LibvirtException(
                9,
                20,
                $"operation failed: domain '{other.Name}' is already defined with uuid {uuid}"
            );
        }

        var domain = All.GetOrAdd(uuid, _ => new(uuid, name));
        domain.Xml = xml;
        return Task.FromResult(domain.Info);
    }

    public Task StartAsync(Guid uuid, CancellationToken cancellationToken)
    {
        calls.Write("domain start");
        var domain = Require(uuid);
        if (domain.State == DomainState.Running)
        {
            throw new LibvirtException(
                55,
                20,
                "Requested operation is not valid: domain is already running"
            );
        }

        if (domain.Wake())
        {
            return Task.CompletedTask;
        }

        foreach (var disk in XElement.Parse(domain.Xml).Descendants("disk"))
        {
            RequireUnlocked(domain, disk);
        }

        domain.State = DomainState.Running;
        domain.LiveXml = domain.Xml;
        domain.Boots++;
        domain.LastWord = null;
        domain.BootId = Interlocked.Increment(ref _boots);
        domain.Channel = Channel.CreateUnbounded<string>();
        foreach (var line in OnBoot(domain))
        {
            domain.Channel.Writer.TryWrite(line);
        }

        if (DiesAfterBoot)
        {
            PowerOff(domain);
            domain.HasCrashed = CrashesAtDeath;
        }

        if (domain.HasFullDisk)
        {
            (domain.State, domain.PauseReason) = (DomainState.Paused, PauseReason.IoError);
        }

        return Task.CompletedTask;
    }

    public Task<bool> StopAsync(Guid uuid, TimeSpan grace, CancellationToken cancellationToken)
    {
        calls.Write("domain stop");
        PowerOff(Require(uuid));
        return Task.FromResult(true);
    }

    public Task UndefineAsync(Guid uuid, CancellationToken cancellationToken)
    {
        calls.Write("domain undefine");
        Rule.Require(Require(uuid).State != DomainState.Running, "a running domain is undefined");
        All.TryRemove(uuid, out _);
        return Task.CompletedTask;
    }

    public Task SetAutostartAsync(Guid uuid, bool autostart, CancellationToken cancellationToken)
    {
        calls.Write("domain autostart");
        Require(uuid).Autostart = autostart;
        return Task.CompletedTask;
    }

    /// <summary>How often guests that are waited for reset themselves.</summary>
    public int Reboots { get; set; }

    public Task<IRebootCount> CountRebootsAsync(Guid uuid, CancellationToken cancellationToken)
    {
        calls.Read("domain reboots");
        return Task.FromResult<IRebootCount>(new FakeRebootCount(this));
    }

    /// <summary>What guests were told.</summary>
    public ConcurrentQueue<string> Told { get; } = new();

    /// <summary>What a guest answers on its channel when it is told something.</summary>
    public Func<FakeDomain, string, IEnumerable<string>> OnTold { get; set; } = (_, _) => [];

    public Task TellAsync(
        Guid uuid,
        string channel,
        string line,
        CancellationToken cancellationToken
    )
    {
        calls.Write("domain tell");
        Told.Enqueue(line);
        foreach (var answer in OnTold(Require(uuid), line))
        {
            Require(uuid).Channel.Writer.TryWrite(answer);
        }

        return Task.CompletedTask;
    }

    public async IAsyncEnumerable<string> ReadChannelAsync(
        Guid uuid,
        string channel,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        calls.Read("domain channel");
        var domain = Require(uuid);
        // A guest says its last word again and again, for a host that comes late.
        if (domain is { State: DomainState.Running, LastWord: { } last })
        {
            yield return last;
        }

        await foreach (var line in domain.Channel.Reader.ReadAllAsync(cancellationToken))
        {
            domain.LastWord = line;
            yield return line;
        }
    }

    /// <summary>Refuses a writable disk that another running machine has open, in QEMU's words.</summary>
    public void RequireUnlocked(FakeDomain domain, XElement device)
    {
        if (
            WritableFile(device) is { } file
            && All.Values.Any(d =>
                d != domain
                && d.State == DomainState.Running
                && XElement.Parse(d.LiveXml).Descendants("disk").Any(o => WritableFile(o) == file)
            )
        )
        {
            throw new LibvirtException(
                1,
                10,
                $"internal error: Failed to get \"write\" lock\nIs another process using the image [{file}]?"
            );
        }
    }

    private static string? WritableFile(XElement device) =>
        device.Name == "disk" && device.Element("readonly") is null
            ? device.Element("source")?.Attribute("file")?.Value
            : null;

    private static void PowerOff(FakeDomain domain)
    {
        domain.State = DomainState.ShutOff;
        domain.Channel.Writer.TryComplete();
    }

    public FakeDomain Require(Guid uuid) =>
        All.GetValueOrDefault(uuid)
        ?? throw new LibvirtException(
            42,
            10,
            $"Domain not found: no domain with matching uuid '{uuid}'"
        );
}
